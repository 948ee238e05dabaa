"""Second headings further down a sheet: each starts a table of its own (datasets.md, "When in doubt" 5).

A heading repeated word for word, units included, without a title of its own, as at the top of each printed
page, starts nothing. What does not belong here: finding the heading of one table (headings).
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace

import polars as pl

from pipelines.ingest.fold import bare, fold
from pipelines.ingest.headings import Heading, HeadingBlock, Rank, Spans, find_headings

SAMPLE = 200
MOSTLY = 0.8
"""Share of the sampled rows in which a column of codes or figures has a digit."""
MOST_WITHOUT_DIGITS = 2000
"""Rows looked at one by one where no column has digits."""
FEWEST_WORDS = 2
HIGHEST, MOST_IN_A_TITLE = 12, 2
"""Rows above a second heading that may be its title, and filled cells of such a row."""


Find = Callable[[pl.DataFrame, int], HeadingBlock | None]
"""Finds the heading of a part of a sheet that begins in a row."""


def tables(
    grid: pl.DataFrame,
    known: Collection[str],
    rank: Callable[[Sequence[Heading]], Rank],
    spans: Spans,
) -> list[HeadingBlock]:
    """The headings of all tables of a sheet from top to bottom; empty when there is none.

    Args:
        grid: a sheet, every cell text.
        known: every word that occurs in a heading, as `bare` leaves it.
        rank: how well headings suit the best dataset (see `find_headings`).
        spans: which cells stand over several columns, or may.
    """

    def find(part: pl.DataFrame, first: int) -> HeadingBlock | None:
        return find_headings(part, known, rank, lambda row, column: spans(first + row, column))

    found: list[HeadingBlock] = []
    block = _first(grid, known, find)
    while block is not None:
        found.append(block)
        further = _next(grid, block, known, find)
        if further is not None:
            found[-1] = replace(block, end=further.begins)
        block = further
    return found


def _first(grid: pl.DataFrame, known: Collection[str], find: Find) -> HeadingBlock | None:
    """The heading of the topmost table: one further down may suit its dataset better, being wider."""
    block = find(grid, 0)
    while block is not None and block.top > 1:
        above = find(grid.head(block.top), 0)
        if above is None or not _has_rows(grid, above, block.top, known):
            break
        block = above
    return block


def _has_rows(grid: pl.DataFrame, block: HeadingBlock, end: int, known: Collection[str]) -> bool:
    """Whether it is a heading, and no title that names a column, with rows of data before another heading."""
    words = [bare(heading.path[-1]) for heading in block.headings]
    if sum(word in known for word in words) < max(FEWEST_WORDS, len(words) / 2):
        return False
    return any(not _may_be_a_title(grid, row) for row in range(block.bottom, end))


def _next(grid: pl.DataFrame, block: HeadingBlock, known: Collection[str], find: Find) -> HeadingBlock | None:
    """The next heading below a block, with its titles; None when the sheet has no other."""
    own = {heading.index: heading.path[-1] for heading in block.headings}
    plain = _rows_without_digits(grid, block)
    for at in plain:
        words = {place: bare(cell) for place, cell in _filled(grid, at)}
        if sum(word in known for word in words.values()) < max(FEWEST_WORDS, len(words) / 2):
            continue
        first = at
        while first - 1 in plain and at - first < HIGHEST and _may_be_a_title(grid, first - 1):
            first -= 1
        titles = tuple(cell for row in range(first, at) for _, cell in _filled(grid, row))
        repeated = all(own.get(place) == fold(cell) for place, cell in _filled(grid, at))
        if repeated and not titles:
            continue
        further = find(grid.slice(first), first)
        if further is not None and first + further.top <= at:
            top, bottom = first + further.top, first + further.bottom
            return replace(further, top=top, bottom=bottom, titles=titles, begins=first)
    return None


def _rows_without_digits(grid: pl.DataFrame, block: HeadingBlock) -> dict[int, None]:
    """Rows below a heading that are no data, as far as the column tells that mostly has digits; in order."""
    below = grid.slice(block.bottom)
    sample = below.head(SAMPLE)
    names = [below.columns[heading.index] for heading in block.headings]
    if not sample.height:
        return {}
    has_digits = pl.col(names).str.contains("[0-9]").fill_null(False)
    counts = dict(zip(names, sample.select(has_digits.sum()).row(0), strict=True))
    best = max(counts, key=lambda name: counts[name])
    if counts[best] >= MOSTLY * sample.height:
        plain = (~below[best].str.contains("[0-9]").fill_null(False)).arg_true()
        return dict.fromkeys(block.bottom + int(at) for at in plain)
    return dict.fromkeys(range(block.bottom, grid.height)) if below.height <= MOST_WITHOUT_DIGITS else {}


def _may_be_a_title(grid: pl.DataFrame, row: int) -> bool:
    """Whether so little stands in a row that it is no row of data, however unreadable its code."""
    return len(_filled(grid, row)) <= MOST_IN_A_TITLE


def _filled(grid: pl.DataFrame, row: int) -> list[tuple[int, str]]:
    return [(place, cell.strip()) for place, cell in enumerate(grid.row(row)) if cell and cell.strip()]
