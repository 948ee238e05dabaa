"""What every sheet of a file is: a table, a form, a part of a table before it, or nothing known.

What does not belong here: reading the cells (typed_rows), what is said about it (telling).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import polars as pl

from pipelines.contracts.recognising.aliases import AliasBook
from pipelines.contracts.recognising.by_headings import Recognised, recognise
from pipelines.contracts.recognising.composed import form_of
from pipelines.contracts.recognising.continued import as_wide_as, continued
from pipelines.contracts.recognising.side_by_side import SideBySide, elsewhere, side_by_side
from pipelines.ingest.fold import fold
from pipelines.ingest.forms import unfolded
from pipelines.ingest.model import Sheet

TOP = 5
NEAR = 8
"""Sheets in which further columns of a table are looked for."""
PASSED_OVER_SHEETS = ("说明", "填报说明", "封面", "目录")


@dataclass(frozen=True, slots=True)
class Table:
    """A sheet that is a table of a dataset, or several that are one.

    Attributes:
        at: which sheet of the file it is; of several the first.
        part: which table of its sheet it is.
        sheet: the sheet as a table.
        found: the dataset, and what each column is.
        beside: the sheets it was put together from; None where it is one sheet.
        is_continuation: whether it has no heading and goes on with the table before it.
        elsewhere: required columns it lacks whose heading stands in another sheet of the workbook.
    """

    at: int
    sheet: Sheet
    found: Recognised
    part: int = 0
    beside: SideBySide | None = None
    is_continuation: bool = False
    elsewhere: Mapping[str, Sheet] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Form:
    """A sheet out of whose cells, with those of others, rows are put together."""

    sheet: Sheet


@dataclass(frozen=True, slots=True)
class Unknown:
    """A sheet that bears no dataset's headings."""

    at: int
    sheet: Sheet


@dataclass(frozen=True, slots=True)
class PassedOver:
    """A sheet that is blank, or named as one that holds no data."""

    at: int
    sheet: Sheet


Kind = Table | Form | Unknown | PassedOver
Known = tuple[Sheet, list[Recognised]]
"""A sheet as a table, and the tables that its own headings say it holds."""


def kinds_of(sheets: Sequence[Sheet], book: AliasBook, school_year: int | None) -> list[Kind]:
    """What the sheets of a file are, in their order; one that is part of a table before it is told with it.

    Args:
        sheets: the file's sheets.
        book: which heading means what.
        school_year: tells which aliases hold; None when not known.
    """
    file = _File(sheets, book, school_year)
    kinds: list[Kind] = []
    parts: set[int] = set()
    before: Recognised | None = None
    for at in range(len(sheets)):
        if at in parts:
            continue
        for kind in file.kinds_of(at, before):
            kinds.append(kind)
            if isinstance(kind, Table):
                parts |= {part.at for part in kind.beside.parts} if kind.beside else set()
                before = None if kind.beside else kind.found
            elif isinstance(kind, Unknown):
                before = None
    return kinds


class _File:
    """The sheets of a file, each with what its own headings say it is."""

    def __init__(self, sheets: Sequence[Sheet], book: AliasBook, school_year: int | None) -> None:
        self._sheets, self._book, self._school_year = sheets, book, school_year
        self._known = [_known(sheet, book, school_year) for sheet in sheets]
        self._of_workbook: dict[str, list[int]] = {}
        for at, sheet in enumerate(sheets):
            self._of_workbook.setdefault(sheet.prefix, []).append(at)

    def kinds_of(self, at: int, before: Recognised | None) -> list[Kind]:
        """What a sheet is, or the tables it holds; `before` is the table right before it, if there is one."""
        known = self._known[at]
        if known is None:
            return [PassedOver(at, self._sheets[at])]
        sheet, tables = known
        if len(tables) > 1:
            return [Table(at, sheet, found, part=part) for part, found in enumerate(tables)]
        return [self._kind_of(at, sheet, tables[0] if tables else None, before)]

    def _kind_of(self, at: int, sheet: Sheet, found: Recognised | None, before: Recognised | None) -> Kind:
        if form_of(sheet) and (found is None or found.missing):
            # only a table that lacks nothing is one in spite of its name
            return Form(sheet)
        if whole := side_by_side((at, sheet), found, self._behind(at), self._book, self._school_year):
            return Table(at, whole.sheet, whole.found, beside=whole)
        told = found or continued(sheet, before)
        if told is None:
            return Unknown(at, sheet)
        if found is None:
            sheet = as_wide_as(sheet, told)
        return Table(at, sheet, told, is_continuation=found is None, elsewhere=self._elsewhere(at, told))

    def _behind(self, at: int) -> list[tuple[int, Sheet]]:
        """The sheets next behind one in its workbook that are no table of their own, for lack of columns."""
        behind: list[tuple[int, Sheet]] = []
        for place in self._of_workbook[self._sheets[at].prefix]:
            known = self._known[place] if place > at else None
            if known and all(one.missing for one in known[1]) and not form_of(self._sheets[place]):
                behind.append((place, known[0]))
        return behind[:NEAR]

    def _elsewhere(self, at: int, found: Recognised) -> Mapping[str, Sheet]:
        places = self._of_workbook[self._sheets[at].prefix] if found.missing else []
        others = [self._sheets[place] for place in places if place != at]
        return elsewhere(found, others, self._book, self._school_year)


def _known(sheet: Sheet, book: AliasBook, school_year: int | None) -> Known | None:
    """A sheet as a table, and what it is by its own headings; None for one that is passed over."""
    if fold(sheet.label) in PASSED_OVER_SHEETS or _is_blank(sheet):
        return None
    table = unfolded(sheet)
    return table, recognise(table, book, school_year)


def _is_blank(sheet: Sheet) -> bool:
    grid = sheet.grid
    if grid.is_empty() or not grid.width:
        return True
    # nearly every sheet has something near its top
    if any(cell and not cell.isspace() for row in grid.head(TOP).rows() for cell in row):
        return False
    return not grid.select(pl.any_horizontal(pl.all().str.contains(r"\S").any())).item()
