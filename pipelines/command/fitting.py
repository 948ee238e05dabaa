"""A table that is wider than the screen, cut down to what differs from row to row, with a word on the rest.

What does not belong here: how a table looks that fits (printing).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from rich.cells import cell_len

from pipelines.command.printing import for_reading, print_table, table_width

CODE, NAME = "代码", "名称"
BETWEEN = 3
"""What a column takes beside its widest cell."""
Rows = Sequence[Sequence[Any]]


def print_fitting(columns: Sequence[str], rows: Rows) -> None:
    """Rows as a table on standard output, as wide as the screen.

    Too wide a table loses first what is the same in every row, which is told once above it, then each code
    that stands beside its name; what is still too wide is folded.
    """
    if _width(columns, rows) <= table_width():
        print_table(columns, rows)
        return
    alike = [at for at in range(len(columns)) if len(rows) > 1 and len({repr(row[at]) for row in rows}) == 1]
    told = [f"{columns[at]} {for_reading(rows[0][at])}" for at in alike if rows[0][at] is not None]
    kept = [at for at in range(len(columns)) if at not in alike]
    without: list[int] = []
    if _width(*_chosen(kept, columns, rows)) > table_width():
        without = [at for at in kept if _is_named_beside(columns[at], [columns[one] for one in kept])]
        kept = [at for at in kept if at not in without]
    if told:
        # a value may be a sentence
        print(f"各行都是：{'；'.join(one.rstrip('。') for one in told)}")
    print_table(*_chosen(kept, columns, rows))
    empty = [columns[at] for at in alike if rows[0][at] is None]
    if left := [*empty, *(columns[at] for at in without)]:
        print(f"没有显示：{'、'.join(left)}（--csv、--json 有全部列）")


def _chosen(at: Sequence[int], columns: Sequence[str], rows: Rows) -> tuple[list[str], list[list[Any]]]:
    return [columns[one] for one in at], [[row[one] for one in at] for row in rows]


def _width(columns: Sequence[str], rows: Rows) -> int:
    """How wide a table is if no cell is folded."""
    widest = (
        max(cell_len(text) for text in (name, *(for_reading(row[at]) for row in rows)))
        for at, name in enumerate(columns)
    )
    return sum(one + BETWEEN for one in widest) + 1


def _is_named_beside(column: str, columns: Sequence[str]) -> bool:
    """Whether a column is a code of which another column is the word or the name."""
    stem = column.removesuffix(CODE)
    return stem != column and bool({stem, f"{stem}{NAME}"} & set(columns))
