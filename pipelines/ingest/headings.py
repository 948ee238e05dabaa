"""Finding the heading of a sheet and flattening merged heading rows into paths.

What does not belong here: which dataset a heading belongs to; the caller says how well a heading suits it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial

import polars as pl

from pipelines.ingest.fold import UNITS, bare, fold

ROWS_SEARCHED = 40
REMEMBERED = 4096
"""Headings whose words are kept: the files of a county bear the same few."""
DEEPEST = 6
"""Heading rows at most (sources.md: merged headings two to six rows deep)."""
_NUMBER_BEHIND = re.compile(r"\([0-9.]+分?\)$")
_NOTE = re.compile(r":|^[0-9.年月日/-]+$")
_MARGINAL = re.compile(
    r"第[0-9一二三四五六七八九十]+[页张]|附?表[0-9一二三四五六七八九十-]*|附件[0-9一二三四五六七八九十]*"
    rf"|[0-9-]+(?:学年|年度).*|单位(?:{'|'.join(UNITS)})|.+(?:表|册|台账|清单)"
)
"""Titles and remarks beside them, in whatever column: `班级名册`, `表1`, `第一页`, `2024学年`, `单位 人`."""
_LONGEST_GROUP = 8
Cells = Sequence[str | None]
Rank = tuple[float, float]
Spans = Callable[[int, int], bool]
"""Whether the cell in a row and column of the frame stands over several columns, or may."""


@dataclass(frozen=True, slots=True)
class Heading:
    """The heading of one column: its place, its words from top to bottom, and how they were handed in."""

    index: int
    path: tuple[str, ...]
    text: str


@dataclass(frozen=True, slots=True)
class HeadingBlock:
    """Where the heading stands and what it says.

    `top` and `bottom` are rows of the frame, bottom not included. A table begins with its titles in row
    `begins` and ends before row `end`, where another begins, or with the sheet.
    """

    top: int
    bottom: int
    headings: tuple[Heading, ...]
    titles: tuple[str, ...]
    begins: int = 0
    end: int | None = None

    def rows_of(self, grid: pl.DataFrame) -> pl.DataFrame:
        """The rows of a sheet below the heading, as far as its table reaches."""
        return grid.slice(self.bottom, None if self.end is None else self.end - self.bottom)


def top_rows(grid: pl.DataFrame) -> list[Cells]:
    """The rows in which a heading is looked for, blanks as None."""
    rows = grid.head(ROWS_SEARCHED + DEEPEST).rows()
    return [[cell.strip() or None if cell is not None else None for cell in row] for row in rows]


def find_headings(
    grid: pl.DataFrame,
    known: Collection[str],
    rank: Callable[[Sequence[Heading]], Rank],
    spans: Spans = lambda row, column: False,
) -> HeadingBlock | None:
    """The block of rows that ranks best as a heading; None when none ranks above zero.

    Args:
        grid: a sheet, every cell text.
        known: every word that occurs in a heading, as `bare` leaves it.
        rank: how well headings suit the best dataset, higher is better; first, how many columns are known.
        spans: which cells stand over several columns, or may.
    """
    rows = top_rows(grid)
    words = [[None if cell is None else bare(cell) for cell in row] for row in rows]
    begins = [any(word in known for word in row) for row in words]
    hopes = [[word is not None and _may_be_known(word, known) for word in row] for row in words]
    counts = [sum(row) for row in hopes]
    best: tuple[Rank, int, int] | None = None
    for top in range(min(ROWS_SEARCHED, len(rows))):
        if not begins[top] or (best is not None and sum(counts[top : top + DEEPEST]) < best[0][0]):
            continue
        deepest: dict[int, bool] = {}
        for height in range(1, min(DEEPEST, len(rows) - top) + 1):
            at = top + height - 1
            deepest.update((c, hopes[at][c]) for c, cell in enumerate(rows[at]) if cell is not None)
            # no more columns can be known than have a known word at the bottom of the block
            if best is not None and sum(deepest.values()) < best[0][0]:
                continue
            ranked = rank(flatten(rows[top : top + height]))
            if ranked > (0, 0) and (best is None or ranked > best[0]):
                best = (ranked, top, height)
    if best is None:
        return None
    _, top, height = best
    bottom = top + height
    while bottom < len(rows) and bottom - top < DEEPEST and _goes_on(rows[top:bottom], rows[bottom]):
        bottom += 1
    while top > 0 and bottom - top < DEEPEST and _is_group_row(rows[top - 1], partial(spans, top - 1)):
        top -= 1
    titles = tuple(cell for row in rows[:top] for cell in row if cell is not None)
    return HeadingBlock(top, bottom, tuple(flatten(rows[top:bottom])), titles)


def _may_be_known(word: str, known: Collection[str]) -> bool:
    """Whether a word is known, or may be without the number in brackets behind it."""
    return word in known or (word.endswith(")") and _NUMBER_BEHIND.search(word) is not None)


def _goes_on(block: Sequence[Cells], row: Cells) -> bool:
    """Whether a row below the heading parts its groups: 男 and 女 below 学生数, which spans both.

    It is filled only below a word with blanks beside it, and below at least one of these blanks. Columns that
    have a heading of their own are blank in it, which no first row of data is.
    """
    filled = {place for place, cell in enumerate(row) if cell is not None}
    if not filled:
        return False
    lowest = block[-1]
    width = max(len(lowest), max(filled) + 1)
    last = [*lowest, *[None] * (width - len(lowest))]
    grouped: set[int] = set()
    for place, cell in enumerate(last):
        spans = place + 1 < width and last[place + 1] is None and _deepest(block, place + 1) < 0
        if spans if cell is not None else place - 1 in grouped and _deepest(block, place) < 0:
            grouped.add(place)
    return filled <= grouped and any(last[place] is None for place in filled)


def _is_group_row(row: Cells, spans: Callable[[int], bool]) -> bool:
    """A row above the heading that groups its columns.

    What stands below then means less than it says alone.

    `女 > 本科` must not pass for `本科`. A title stands alone in the first column or is called one; a note
    has a colon. A long word behind the first column is a title unless it stands over several columns.
    """
    filled = [(place, fold(cell)) for place, cell in enumerate(row) if cell is not None]
    if any(_NOTE.search(word) for _, word in filled):
        return False
    filled = [(place, word) for place, word in filled if not _MARGINAL.fullmatch(word)]
    if len({word for _, word in filled}) > 1:
        return True
    place, word = filled[0] if filled else (0, "")
    return place > 0 and (len(word) <= _LONGEST_GROUP or spans(place))


def flatten(rows: Sequence[Cells]) -> list[Heading]:
    """Headings of a block of rows, merged cells filled in.

    Columns without any word in the block are left out.

    A merged cell arrives as its first cell and nulls. A null takes the word on its left when both columns
    have words
    further down and stand under the same words so far: then that word is a group over both.
    """
    width = max(map(len, rows), default=0)
    filled: list[list[str | None]] = [[*row, *[None] * (width - len(row))] for row in rows]
    deepest = [_deepest(filled, column) for column in range(width)]
    for level, row in enumerate(filled[:-1]):
        for column in range(1, width):
            is_group = row[column] is None and min(deepest[column], deepest[column - 1]) > level
            if is_group and all(above[column] == above[column - 1] for above in filled[:level]):
                row[column] = row[column - 1]
    columns = zip(range(width), zip(*filled, strict=True), strict=True)
    return [Heading(at, *_path_and_text(column)) for at, column in columns if deepest[at] >= 0]


def _deepest(rows: Sequence[Cells], column: int) -> int:
    return next((level for level in range(len(rows) - 1, -1, -1) if rows[level][column] is not None), -1)


@lru_cache(REMEMBERED)
def _path_and_text(column: tuple[str | None, ...]) -> tuple[tuple[str, ...], str]:
    """The words of a column of headings from top to bottom, folded, and as they were handed in."""
    words = [word for word in column if word is not None]
    # a vertically merged cell that was unmerged repeats itself
    once = [word for at, word in enumerate(words) if at == 0 or fold(word) != fold(words[at - 1])]
    return tuple(fold(word) for word in once), ">".join(" ".join(word.split()) for word in once)
