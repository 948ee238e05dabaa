"""Merged cells among the rows of data: what stands for all of them, and what cannot be told apart.

A code, a name or a year merged over several rows holds for each of them, and the workbook says so itself. So
does a figure that stands in each row of its owner, merged over exactly these rows: what a high school plans,
the plant of a school. Any other figure merged over several cells may be each one's or the sum of all, so none
of them has it. What does not belong here: merged headings (ingest.headings), whose a figure is (datasets).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import polars as pl

from pipelines.contracts.recognising.by_headings import Match, Recognised
from pipelines.ingest.model import Area, Sheet

Places = dict[str, set[int]]
"""Rows of the grid, counted from 0, by column."""


def filled_down(sheet: Sheet, found: Recognised) -> Sheet:
    """The sheet with what holds for every row that its merged cell covers repeated in each.

    Blank rows stay blank.
    """
    told = [
        area
        for area, match in _covered(sheet, found)
        if match.heading.index == area.left and not _is_figure(found, match)
    ]
    sheet = _repeated(sheet, told)
    return _repeated(
        sheet, [area for area, match in _covered(sheet, found) if _is_owned(sheet, found, area, match)]
    )


def shared_figures(sheet: Sheet, found: Recognised) -> Places:
    """The cells of figures that are merged with others: below each other, or with another known column."""
    shared: Places = {}
    covered = _covered(sheet, found)
    for area, match in covered:
        neighbours = sum(other is area for other, _ in covered)
        is_shared = _is_figure(found, match) and (area.bottom > area.top or neighbours > 1)
        if is_shared and not _is_owned(sheet, found, area, match):
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


def _is_figure(found: Recognised, match: Match) -> bool:
    """Whether it may be the sum of several cells; a year is none."""
    known = found.dataset.columns.get(match.column)
    return found.is_measure(match.column) and (known is None or known.kind != "year")


def _is_owned(sheet: Sheet, found: Recognised, area: Area, match: Match) -> bool:
    """Whether a figure is merged over all rows of its owner, and over no other row."""
    places = {one.column: one.heading.index for one in found.matches}
    owner = [places[name] for name in found.dataset.owners.get(match.column, ()) if name in places]
    if not owner or area.left != area.right or area.bottom == area.top:
        return False
    columns = [pl.nth(at).fill_null("").str.strip_chars().alias(str(at)) for at in owner]
    last = sheet.grid.height if found.block.end is None else found.block.end
    rows = sheet.grid.slice(found.block.bottom, last - found.block.bottom).select(columns)
    inside = rows.slice(area.top - found.block.bottom, area.bottom - area.top + 1)
    whose = inside.filter(pl.any_horizontal(pl.all() != "")).unique()
    if whose.height != 1 or "" in whose.row(0):
        return False
    return (
        rows.join(whose, on=whose.columns, how="semi").height
        == inside.join(whose, on=whose.columns, how="semi").height
    )


def _repeated(sheet: Sheet, areas: Iterable[Area]) -> Sheet:
    """The sheet with the first cell of merged areas in each of their filled rows."""
    grid = sheet.grid
    columns: dict[int, pl.Series] = {}
    for area in areas:
        if area.bottom > area.top:
            cells = columns.get(area.left, grid.to_series(area.left))
            last = min(area.bottom + 1, grid.height)
            rows = [row for row in range(area.top + 1, last) if _filled(grid, row)]
            columns[area.left] = cells.scatter(rows, cells[area.top])
    return replace(sheet, grid=grid.with_columns(columns.values())) if columns else sheet


def _filled(grid: pl.DataFrame, row: int) -> bool:
    return any(cell is not None and cell.strip() for cell in grid.row(row))
