"""Faults of a file as a whole: empty, cut off, wrongly named, wrongly encoded, unheard-of headings.

What does not belong here: faults within a table (cells).
"""

from collections.abc import Callable
from pathlib import Path

from pipelines.simulate.faults.true_tables import TrueTable
from pipelines.simulate.tables import NOTICE
from pipelines.simulate.writers.sheets import Cell, workbook, write_table

# Neither UTF-8 nor GB18030 knows a byte FF, and no text file of an office holds it.
_NO_TEXT = b"\xff\xff\xff\r\n"


def _empty(_: TrueTable, path: Path) -> None:
    path.write_bytes(b"")


def _text(table: TrueTable, path: Path) -> None:
    path.write_bytes(_lines(table))


def _bytes(table: TrueTable, path: Path) -> None:
    path.write_bytes(_lines(table) + _NO_TEXT)


def _rename(table: TrueTable, path: Path) -> None:
    headings = [f"栏目{number}" for number, _ in enumerate(table.headings, start=1)]
    with workbook(path) as out:
        write_table(out.add_worksheet("其他"), "无表头的登记", headings, table.rows[:20])


def _truncate(table: TrueTable, path: Path) -> None:
    with workbook(path) as out:
        write_table(out.add_worksheet(table.title), table.title, table.headings, table.rows)
    content = path.read_bytes()
    path.write_bytes(content[: len(content) // 2])


def _lines(table: TrueTable) -> bytes:
    top: list[Cell] = [f"{table.title}（{NOTICE}）", *[None] * (len(table.headings) - 1)]
    lines: list[list[Cell]] = [top, list(table.headings), *table.rows]
    return "".join(
        ",".join("" if cell is None else str(cell) for cell in line) + "\r\n" for line in lines
    ).encode("gb18030")


WHOLE_FILE_ACTIONS: dict[str, Callable[[TrueTable, Path], None]] = {
    "empty": _empty,
    "text": _text,
    "bytes": _bytes,
    "rename": _rename,
    "truncate": _truncate,
}
