"""Forms with labels on two sides: a figure is found where the row of one label meets the column of another.

What does not belong here: which labels mean what (contracts).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

import polars as pl

from pipelines.ingest.fold import UNITS, bare, fold, unit_of
from pipelines.ingest.headings import Heading, flatten
from pipelines.ingest.oddities import SPOILED
from pipelines.ingest.values import PLACEHOLDER

Label = tuple[str, ...]
"""A label's words from the widest to the narrowest, folded; it fits every path that ends in them."""
Rank = tuple[bool, int, int]
"""Whether the cell is blank, and how many labels stand before it and above it: the least is meant."""
MOST_ROWS = 300
REMEMBERED = 4096
"""Labels whose words are kept: each is compared with every label that is looked for."""
NUMBERING = frozenset(("编号", "代码", "序号", "行次", "栏次", "乙"))
"""Headings of a column that numbers the rows."""
PARTS = frozenset(("女",))
"""Below such a word a label counts a part of what it counts alone."""
_MARK = re.compile(r"^(?:[一二三四五六七八九十]+、|\([一二三四五六七八九十0-9]+\)|[0-9]+[.、])?(?:其中:?)?#?")
_NUMBER = re.compile(r"\s*[-+−－＋]?[0-9０-９][0-9０-９,，]*(?:[.．][0-9０-９]+)?\s*")
_SPOILED = re.compile(SPOILED)
_ADDRESS = re.compile(r"([A-Z]+)([0-9]+)")


@dataclass(frozen=True, slots=True)
class Place:
    """A cell of a form, counted from 0, with its text and the labels that led there as handed in."""

    row: int
    column: int
    text: str | None
    labels: tuple[str, ...] = ()

    @property
    def is_number(self) -> bool:
        """Whether a number stands there."""
        return self.text is not None and is_number(self.text)

    @property
    def is_figure(self) -> bool:
        """Whether a number stands there, or what was meant as one."""
        return self.text is not None and (is_number(self.text) or is_spoiled(self.text))


def is_number(text: str) -> bool:
    """Whether a cell holds one number and is no label."""
    return _NUMBER.fullmatch(text) is not None


def is_spoiled(text: str) -> bool:
    """Whether a cell is meant as a number and is none: two numbers, a footnote, a failed formula."""
    return _SPOILED.search(text) is not None


class Crosstab:
    """A sheet whose figures have a label on their left, a heading above them, or both."""

    def __init__(self, grid: pl.DataFrame) -> None:
        self._cells = [[(cell or "").strip() or None for cell in row] for row in grid.head(MOST_ROWS).rows()]
        self._unclear = _unclear_figures(self._cells)
        self._words = [
            _with_unit([None if (at, column) in self._unclear else cell for column, cell in enumerate(row)])
            for at, row in enumerate(self._cells)
        ]
        by_column = [list(column) for column in zip(*self._words, strict=True)]
        self._rows = flatten(by_column)
        by_column_all = zip(*self._cells, strict=True)
        self._numbering = {at for at, column in enumerate(by_column_all) if _numbers_rows(column)}
        self._above: dict[int, list[Heading]] = {}

    @property
    def _all_rows(self) -> list[Heading]:
        """Every row, where its label does not matter."""
        return [Heading(at, (), "") for at in range(len(self._cells))]

    @cached_property
    def row_paths(self) -> list[Label]:
        """The labels of every row that has any, without marks."""
        return list(self._row_words.values())

    @cached_property
    def _row_words(self) -> dict[int, Label]:
        return {row.index: tuple(_plain(word) for word in row.path) for row in self._rows}

    def find(self, rows: Sequence[Label], columns: Sequence[Label]) -> list[Place]:
        """The cells that labels lead to: none, one, or several that nothing tells apart.

        Of several the one with the fewest labels is meant, because each further one narrows it; but a row
        that stands again in its block is meant as much as the first.

        Args:
            rows: ways in which the row may be labelled; none: any row with a figure.
            columns: ways in which the column may be headed; none: the only figure of the row.
        """
        found: list[tuple[Rank, Place]] = []
        for row in _fitting(self._rows, rows) if rows else self._all_rows:
            found += self._under(row, columns) if columns else self._only(row)
        if not rows:
            found = [(rank, place) for rank, place in found if self._is_figure(place)]
        best = min((rank for rank, _ in found), default=None)
        meant = [place for rank, place in found if rank == best]
        again = [
            place
            for rank, place in found
            if rank != best and not rank[0] and any(self._stands_again(place, one) for one in meant)
        ]
        return [*meant, *again]

    def rows_of(self, rows: Sequence[Label]) -> set[int]:
        """The rows that bear one of the labels."""
        return {row.index for row in _fitting(self._rows, rows)}

    def at(self, address: str) -> Place | None:
        """The cell at an address such as `C10`, if the sheet reaches so far."""
        match = _ADDRESS.fullmatch(address)
        if match is None:
            return None
        column = 0
        for letter in match.group(1):
            column = column * 26 + ord(letter) - ord("A") + 1
        row = int(match.group(2)) - 1
        if row >= len(self._cells) or column > len(self._cells[row]):
            return None
        return Place(row, column - 1, self._cells[row][column - 1])

    def _stands_again(self, place: Place, other: Place) -> bool:
        """Whether two cells stand in rows of one label below the very same heading.

        The words above the two rows may differ: labels of rows between them count among those.
        """
        return (
            place.column == other.column
            and self._row_words.get(place.row) == self._row_words.get(other.row)
            and self._heading_row(place) == self._heading_row(other)
        )

    def _heading_row(self, place: Place) -> int | None:
        """The row of the nearest word above a cell: of a block below another that one's own heading."""
        above = range(place.row - 1, -1, -1)
        return next((row for row in above if self._words[row][place.column] is not None), None)

    def _is_figure(self, place: Place) -> bool:
        return place.is_figure or (place.row, place.column) in self._unclear

    def _under(self, row: Heading, columns: Sequence[Label]) -> list[tuple[Rank, Place]]:
        places = []
        last_word = self._last_word(row.index)
        for heading in _fitting(self._headings_above(row.index), columns):
            if heading.index <= last_word:
                continue
            text = self._cells[row.index][heading.index]
            if self._words[row.index][heading.index] is None:
                rank = (text is None, len(row.path), len(heading.path))
                places.append((rank, Place(row.index, heading.index, text, (row.text, heading.text))))
        return places

    def _only(self, row: Heading) -> list[tuple[Rank, Place]]:
        first = self._last_word(row.index) + 1
        cells = list(enumerate(self._cells[row.index]))[first:]
        depth = len(row.path)
        found = (Place(row.index, at, text, (row.text,)) for at, text in cells if at not in self._numbering)
        places = [((False, depth, 0), place) for place in found if self._is_figure(place)]
        # a sheet may end before its last columns: a blank is one of a figure only where figures stand at all
        if not places and max(self._figure_columns, default=-1) >= first:
            return [((True, depth, 0), Place(row.index, first, None, (row.text,)))]
        return places

    @cached_property
    def _figure_columns(self) -> set[int]:
        """The columns in which figures stand that do not number the rows."""
        places = (
            Place(at, column, text) for at, row in enumerate(self._cells) for column, text in enumerate(row)
        )
        return {place.column for place in places if self._is_figure(place)} - self._numbering

    def _headings_above(self, row: int) -> list[Heading]:
        if row not in self._above:
            self._above[row] = flatten(self._words[:row])
        return self._above[row]

    def _last_word(self, row: int) -> int:
        return max((at for at, word in enumerate(self._words[row]) if word is not None), default=-1)


def _unclear_figures(rows: Sequence[Sequence[str | None]]) -> set[tuple[int, int]]:
    """Words that stand where a figure is due: `约520`, `520人`, `未统计`.

    Right of a number, in a column that has numbers in other rows, or with a digit in the word itself: labels
    such as `26－30人` stand left of the row's numbers.
    """
    numbers = {
        (at, column)
        for at, row in enumerate(rows)
        for column, cell in enumerate(row)
        if cell and is_number(cell)
    }
    filled = [column for _, column in numbers]
    found = set()
    for at, row in enumerate(rows):
        first = min((column for column in range(len(row)) if (at, column) in numbers), default=len(row))
        for column in range(first + 1, len(row)):
            cell = row[column]
            if cell and _is_word(cell) and (filled.count(column) or re.search("[0-9０-９]", cell)):
                found.add((at, column))
    return found


def _numbers_rows(column: Sequence[str | None]) -> bool:
    """Whether a column numbers the rows: it is headed so, or counts 01, 02, 03."""
    cells = [fold(cell) for cell in column if cell]
    numbers = [cell for cell in cells if is_number(cell)]
    counts = [f"{at:02}" for at in range(1, len(numbers) + 1)]
    return not NUMBERING.isdisjoint(cells) or (len(numbers) > 1 and numbers == counts)


def _with_unit(row: Sequence[str | None]) -> list[str | None]:
    """The words of a row; a unit that stands in a cell of its own goes behind the label before it."""
    words: list[str | None] = [cell if cell and _is_word(cell) else None for cell in row]
    for at, cell in enumerate(row):
        if cell is None or fold(cell) not in UNITS:
            continue
        label = next((before for before in range(at - 1, -1, -1) if words[before]), None)
        word = words[label] if label is not None else None
        if label is not None and word and unit_of(word) is None:
            words[label] = f"{word}({cell})"
    return words


def _is_word(cell: str) -> bool:
    folded = fold(cell)
    return not (is_number(cell) or is_spoiled(cell) or folded in UNITS or re.search(PLACEHOLDER, folded))


@lru_cache(REMEMBERED)
def _spellings(word: str) -> tuple[str, str]:
    """A label without its mark, and without its unit and colon too."""
    return _MARK.sub("", word), _plain(word)


@lru_cache(REMEMBERED)
def _plain(word: str) -> str:
    """A label without its mark, unit and colon."""
    return _MARK.sub("", bare(word)).rstrip(":")


def _fitting(headings: Sequence[Heading], labels: Sequence[Label]) -> list[Heading]:
    """The headings that bear one of some labels; most are told at a glance not to, by their last word."""
    ends = {label[-1] for label in labels}
    near = (heading for heading in headings if not ends.isdisjoint(_spellings(heading.path[-1])))
    return [heading for heading in near if any(_ends_in(heading.path, label) for label in labels)]


def _ends_in(path: Label, label: Label) -> bool:
    if len(path) < len(label):
        return False
    wider, end = path[: len(path) - len(label)], path[len(path) - len(label) :]
    same = all(word in _spellings(one) for one, word in zip(end, label, strict=True))
    return same and PARTS.isdisjoint(_plain(word) for word in wider)
