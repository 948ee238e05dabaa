"""What of a sender's sheet may stand in a copy of it: nothing personal, and nothing that nobody understood.

Shown is what is known to be harmless, not what is not known to be personal: above and below a table stand
names and telephone numbers of who filled it in. What does not belong here: drawing the copy (copies).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence

import polars as pl

from pipelines.contracts.datasets.code_lists import ways_of_writing
from pipelines.contracts.datasets.dataset import Dataset
from pipelines.contracts.persons.numbers import HARMLESS, holds_person_number
from pipelines.contracts.persons.plain import may_be_quoted
from pipelines.contracts.recognising.by_labels import cell_rules
from pipelines.contracts.recognising.row_roles import roles_of
from pipelines.contracts.result import SheetResult
from pipelines.ingest.fold import UNITS, bare, fold, same_unit, units_named
from pipelines.ingest.forms import ITEM, UNIT, VALUE
from pipelines.ingest.headings import top_rows
from pipelines.ingest.model import Sheet
from pipelines.ingest.passed_over import LEADING_TOTAL, is_data

MASK = "***"
"""Stands for what is not shown."""
FORM_WORDS = (ITEM, UNIT, VALUE, "序号", "类别")
_KNOWN_UNITS = frozenset(map(same_unit, UNITS))
_TOTAL = re.compile(LEADING_TOTAL)
Test = Callable[[str], bool]


class Masking:
    """Which cells of one sheet are shown.

    Args:
        sheet: the sheet as it was read.
        results: what was made of it; several where the rows of a workbook are put together, none where
            nothing was recognised.
        words: every word that occurs in a heading, as `bare` leaves it.
    """

    def __init__(self, sheet: Sheet, results: Sequence[SheetResult], words: Collection[str]) -> None:
        self._words = {*words, *FORM_WORDS}
        self._left = sheet.left
        self._headings = range(0)
        self._data: pl.Series | None = None
        self._by_column: dict[int, Test] = {}
        self._by_place: dict[tuple[int, int], Test] = {}
        self._labels: set[tuple[int, int]] = set()
        for result in results:
            if result.found is None:
                continue
            tests = {
                match.heading.index: _test(result.found.dataset, match.column)
                for match in result.found.matches
            }
            if result.addresses:
                self._form(sheet, result, tests)
            else:
                block = result.found.block
                self._headings, self._by_column = range(block.top, block.bottom), tests
                self._data = is_data(sheet.grid, block, roles_of(result.found))

    def text(self, row: int, column: int, cell: str) -> str:
        """What stands in the copy for a filled cell of the sheet's frame; row and column counted from 0."""
        if holds_person_number(cell):
            return MASK
        if row in self._headings or (row, column) in self._labels:
            return cell
        test = self._by_place.get((row, column + self._left)) or self._in_table(row, column)
        return cell if (test and test(cell)) or self._is_label(row, cell) else MASK

    def _form(self, sheet: Sheet, result: SheetResult, tests: dict[int, Test]) -> None:
        assert result.found is not None
        for at, place in enumerate(result.addresses):
            if place.sheet == sheet.name and at in tests:
                self._by_place[place.row, place.column] = tests[at]
        if not (result.found.dataset.is_composed or result.found.dataset.has_persons):
            rows = {place.row for place in result.addresses}
            self._labels = {(row, column) for row in rows for column in _label_columns(sheet)}
        self._words |= {bare(heading.path[-1]) for heading in result.found.block.headings}
        if result.found.dataset.is_composed:
            rules = cell_rules(result.found.dataset.name)
            self._words |= {word for rule in rules for label in (*rule.rows, *rule.columns) for word in label}

    def _in_table(self, row: int, column: int) -> Test | None:
        """The test of a table's column; below the heading rows that are no data hold figures at most."""
        at = row - self._headings.stop
        if self._data is None or at < 0 or column not in self._by_column:
            return None
        return self._by_column[column] if self._data[at] else _is_harmless

    def _is_of_data(self, row: int) -> bool:
        """Whether it is a row of the table's data: in such a row a text that ends in 合计 is no total."""
        at = row - self._headings.stop
        return self._data is not None and 0 <= at < self._data.len() and bool(self._data[at])

    def _is_label(self, row: int, cell: str) -> bool:
        """Whether it is a known word of a heading, a total, or a line that names units."""
        folded = fold(cell)
        if bare(cell) in self._words or (_TOTAL.fullmatch(folded) and not self._is_of_data(row)):
            return True
        units = units_named(cell)
        return (
            bool(units)
            and units <= _KNOWN_UNITS
            and len(folded) <= len("单位:") + sum(len(unit) + 2 for unit in units)
        )


def _label_columns(sheet: Sheet) -> list[int]:
    """The columns of a form that are the same whoever fills it in: number, group, item, unit."""
    for cells in top_rows(sheet.grid):
        words = [fold(cell) if cell else "" for cell in cells]
        if ITEM in words:
            return [column for column, word in enumerate(words) if word in FORM_WORDS and word != VALUE]
    return []


def _is_harmless(cell: str) -> bool:
    return HARMLESS.fullmatch(cell.strip()) is not None


def _never(cell: str) -> bool:
    return False


def _test(dataset: Dataset, name: str) -> Test:
    """Which cells of a column may be shown; a column that an alias row teaches holds figures."""
    column = dataset.columns.get(name)
    if column is None:
        reasons = ways_of_writing(dataset.across.reasons) if dataset.across else {}
        return _harmless_or(reasons)
    if not column.shown:
        return _never
    if not dataset.has_persons:
        return lambda cell: may_be_quoted(cell, column)
    # in a dataset of persons a free text may be anyone's name
    return _never if column.is_free_text else _harmless_or(ways_of_writing(column.words or column.kind))


def _harmless_or(words: Collection[str]) -> Test:
    """A figure, a date, or a word that the column knows: what slipped in from beside is none of them."""
    return lambda cell: _is_harmless(cell) or fold(cell).lower() in words
