"""Which rows have been moved to the right, so that nobody knows which cell is of which column.

What does not belong here: reading the cells (typed_rows), what becomes of such a row (judging).
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise

import polars as pl

from pipelines.contracts.persons.hashing import Hasher
from pipelines.contracts.recognising.by_headings import Match, Recognised
from pipelines.contracts.recognising.column_values import parse
from pipelines.ingest.headings import HeadingBlock
from pipelines.ingest.model import Sheet

MOSTLY_EMPTY = 0.3
"""Share of the rows up to which a filled cell, or a blank one, is an exception; one row always is."""
SEVERAL = 2
"""Cells of a row that are none of their column and are of the one before, from which on the row has moved."""


def moved(sheet: Sheet, rows: pl.DataFrame, found: Recognised, hasher: Hasher) -> pl.Series:
    """Which rows have moved, by what stands at their end.

    In a text that is one with any cell beyond the last heading. In a workbook people write beside a table as
    they like: there it is one right beside it that reads like a content of the last column, in a column that
    is mostly empty; or, where the last column holds any text, one that has there what belongs before it.

    Args:
        sheet: the sheet.
        rows: its rows of data, every column of the sheet.
        found: what its columns are.
        hasher: turns numbers of persons into hashes.
    """
    none = pl.repeat(False, rows.height, dtype=pl.Boolean, eager=True)
    has_more = _is_filled_beyond(rows, found.block) if sheet.is_text else none
    width = max((heading.index for heading in found.block.headings), default=0) + 1
    at = {match.heading.index: match for match in found.matches}
    if sheet.addresses or not at:
        return has_more
    beyond = _is_filled(rows.to_series(width)) if width < rows.width else none
    last = at.get(width - 1)
    if last is None or _is_any_text(last, found):
        before = at.get(width - 2)
        return has_more | (
            _holds_the_one_before(rows, width, before, found, hasher, beyond) if before else none
        )
    if sheet.is_text or not beyond.any() or not _is_rare(beyond):
        return has_more
    return beyond & _fits(rows.to_series(width), last, found, hasher)


def moved_by_content(
    cells: pl.DataFrame, unreadable: Mapping[str, pl.Series], found: Recognised, hasher: Hasher
) -> pl.Series:
    """The `row_id`s of rows of which several cells are none of their column, and are of the one before.

    Args:
        cells: `row_id` and the known columns as handed in.
        unreadable: per column, the `row_id`s whose cell could not be read.
        found: what the columns are.
        hasher: turns numbers of persons into hashes.
    """
    counted = pl.concat(unreadable.values()).value_counts() if unreadable else pl.DataFrame()
    doubtful = counted.filter(pl.col("count") >= SEVERAL)["row_id"] if counted.height else pl.Series()
    rows = cells.filter(pl.col("row_id").is_in(doubtful.implode())) if doubtful.len() else cells.clear()
    moved_cells = pl.repeat(0, rows.height, dtype=pl.Int64, eager=True)
    by_place = sorted(found.matches, key=lambda match: match.heading.index)
    for before, match in pairwise(by_place) if rows.height else ():
        beside = match.heading.index == before.heading.index + 1
        tells = beside and not (_is_any_text(before, found) or _is_hashed(before, found))
        if tells and match.column in unreadable:
            is_bad = rows["row_id"].is_in(unreadable[match.column].implode())
            moved_cells += (is_bad & _fits(rows[match.column], before, found, hasher)).cast(pl.Int64)
    return rows["row_id"].filter(moved_cells >= SEVERAL)


def _holds_the_one_before(
    rows: pl.DataFrame, width: int, before: Match, found: Recognised, hasher: Hasher, beyond: pl.Series
) -> pl.Series:
    """Which rows have in their last column what belongs before it, and a blank or a cell beyond besides."""
    none = pl.repeat(False, rows.height, dtype=pl.Boolean, eager=True)
    if _is_any_text(before, found):
        return none
    fits = _fits(rows.to_series(width - 1), before, found, hasher)
    if not fits.any() or not _is_rare(fits):
        return none
    gaps = none
    for match in found.matches:
        blank = ~_is_filled(rows.to_series(match.heading.index))
        is_gap = match.heading.index < width - 1 and _is_rare(blank) and not blank.all()
        gaps = gaps | blank if is_gap else gaps
    return fits & (gaps | (beyond if _is_rare(beyond) else none))


def _is_any_text(match: Match, found: Recognised) -> bool:
    column = found.dataset.columns.get(match.column)
    return column is not None and (column.is_free_text or column.kind == "text")


def _is_hashed(match: Match, found: Recognised) -> bool:
    """Whether it is a number of a person, which tells little of what stands in a cell."""
    column = found.dataset.columns.get(match.column)
    return column is not None and column.kind == "secret"


def _fits(cells: pl.Series, match: Match, found: Recognised, hasher: Hasher) -> pl.Series:
    """Which cells are filled and read like a content of a column."""
    parsed = parse(cells, match, found, hasher)
    return _is_filled(cells) & _is_known(parsed.values) & ~parsed.bad


def _is_known(cells: pl.Series) -> pl.Series:
    """Whether a cell holds a value; of a number or the reason why there is none, whether it is a number."""
    return cells.struct.field("value").is_not_null() if cells.dtype == pl.Struct else cells.is_not_null()


def _is_rare(those: pl.Series) -> bool:
    return (those.sum() or 0) <= max(1, MOSTLY_EMPTY * those.len())


def _is_filled(cells: pl.Series) -> pl.Series:
    return cells.str.contains(r"\S").fill_null(False)


def _is_filled_beyond(rows: pl.DataFrame, block: HeadingBlock) -> pl.Series:
    """Which rows have a cell filled to the right of the last heading."""
    beyond = rows.columns[max((heading.index for heading in block.headings), default=0) + 1 :]
    filled = (pl.col(name).str.contains(r"\S").fill_null(False) for name in beyond)
    none = pl.repeat(False, rows.height, dtype=pl.Boolean, eager=True)
    return rows.select(pl.any_horizontal(*filled)).to_series() if beyond else none
