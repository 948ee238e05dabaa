"""What is said of hidden sheets, rows and columns: hidden sheets are not read, hidden rows and columns are.

What does not belong here: finding them (sheet_facts).
"""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from pipelines.ingest.model import Finding, letters
from pipelines.ingest.sheet_facts import SheetFacts

MOST_NAMED = 10


def hidden_sheets(names: Sequence[str]) -> Finding:
    """Sheets that were not read because they are hidden."""
    return Finding(
        rule="hidden_sheets",
        severity="note",
        found=f"隐藏的工作表{_named([f'“{name}”' for name in names])}没有读取",
        expected="只有看得见的工作表的文件",
        remedy="如果里面有要报送的数据，请取消隐藏后重新报送；否则请删去隐藏的工作表。",
    )


def hidden_cells(name: str, grid: pl.DataFrame, left: int, facts: SheetFacts) -> list[Finding]:
    """Hidden rows and columns of a sheet in which anything stands.

    Args:
        name: the sheet's name.
        grid: its cells.
        left: the column of the sheet at which they begin.
        facts: what is hidden.
    """
    told = []
    if rows := _filled_rows(grid, facts.hidden_rows):
        told.append(_read_all_the_same(name, "hidden_rows", f"第 {_runs(rows)} 行"))
    columns = [
        column
        for first, last in facts.hidden_columns
        for column in range(first, min(last, left + grid.width) + 1)
    ]
    filled = [
        column
        for column in columns
        if 0 <= column - left < grid.width and _is_filled(grid.to_series(column - left))
    ]
    if filled:
        told.append(
            _read_all_the_same(name, "hidden_columns", f"{_named([letters(column) for column in filled])}列")
        )
    return told


def _read_all_the_same(name: str, rule: str, what: str) -> Finding:
    return Finding(
        rule=rule,
        severity="note",
        found=f"{what}是隐藏的或被筛选掉的，已照常读取",
        expected="全部显示的行和列",
        remedy="如果不应报送，请把它们删去（不要只隐藏或筛选）后重新报送；否则不必理会。",
        sheet=name,
    )


def _filled_rows(grid: pl.DataFrame, rows: Sequence[int]) -> list[int]:
    inside = sorted({row for row in rows if row < grid.height})
    if not inside:
        return []
    is_filled = grid[inside].select(pl.any_horizontal(pl.all().str.contains(r"\S").fill_null(False)))
    return [row + 1 for row, filled in zip(inside, is_filled.to_series(), strict=True) if filled]


def _is_filled(cells: pl.Series) -> bool:
    return bool(cells.str.contains(r"\S").any())


def _runs(numbers: Sequence[int]) -> str:
    """Numbers in their order as `5–9、12`."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return _named([f"{run[0]}–{run[-1]}" if len(run) > 1 else str(run[0]) for run in runs])


def _named(names: Sequence[str]) -> str:
    more = f"等 {len(names)} 处" if len(names) > MOST_NAMED else ""
    return "、".join(names[:MOST_NAMED]) + more
