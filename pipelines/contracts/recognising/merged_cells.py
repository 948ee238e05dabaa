"""Merged cells among the rows of data: what stands for all of them, and what cannot be told apart.

A code or a name merged over several rows holds for each of them, and the workbook says so itself. A figure
merged over several cells may be each one's or the sum of all, so none of them has it. What does not belong
here: merged headings (ingest.headings).
"""

from __future__ import annotations

from dataclasses import replace

import polars as pl

from pipelines.contracts.recognising.by_headings import Match, Recognised
from pipelines.ingest.model import Area, Sheet

Places = dict[str, set[int]]
"""Rows of the grid, counted from 0, by column."""


def filled_down(sheet: Sheet, found: Recognised) -> Sheet:
    """The sheet with what is no figure repeated in every row its merged cell covers.

    Blank rows stay blank.
    """
    grid = sheet.grid
    columns: dict[int, pl.Series] = {}
    for area, match in _covered(sheet, found):
        if match.heading.index == area.left and area.bottom > area.top and not found.is_measure(match.column):
            cells = columns.get(area.left, grid.to_series(area.left))
            rows = [
                row for row in range(area.top + 1, min(area.bottom + 1, grid.height)) if _filled(grid, row)
            ]
            columns[area.left] = cells.scatter(rows, cells[area.top])
    return replace(sheet, grid=grid.with_columns(columns.values())) if columns else sheet


def shared_figures(sheet: Sheet, found: Recognised) -> Places:
    """The cells of figures that are merged with others: below each other, or with another known column."""
    shared: Places = {}
    covered = _covered(sheet, found)
    for area, match in covered:
        neighbours = sum(other is area for other, _ in covered)
        if found.is_measure(match.column) and (area.bottom > area.top or neighbours > 1):
            shared.setdefault(match.column, set()).update(range(area.top, area.bottom + 1))
    return shared


def _covered(sheet: Sheet, found: Recognised) -> list[tuple[Area, Match]]:
    """Every known column under a merged area below the heading."""
    return [
        (area, match)
        for area in sheet.merged
        if found.block.bottom <= area.top < (found.block.end or sheet.grid.height)
        for match in found.matches
        if area.left <= match.heading.index <= area.right
    ]


def _filled(grid: pl.DataFrame, row: int) -> bool:
    return any(cell is not None and cell.strip() for cell in grid.row(row))
