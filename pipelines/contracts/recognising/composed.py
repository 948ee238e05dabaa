"""A row per stage out of the forms of one school's workbook (datasets.md, statistics_workbook).

What does not belong here: which labels lead to which column (by_labels), what is said about it (telling), and
judging the rows (judging).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import polars as pl

from pipelines.contracts.datasets.code_lists import canonical
from pipelines.contracts.datasets.dataset import Dataset
from pipelines.contracts.recognising.by_headings import Match, Recognised
from pipelines.contracts.recognising.by_labels import Cell, CellRule, Form, cell_rules
from pipelines.contracts.recognising.form_titles import another_unit, stated_around
from pipelines.contracts.recognising.titles import years_told_beside
from pipelines.ingest.crosstab import Crosstab, Place
from pipelines.ingest.fold import fold
from pipelines.ingest.headings import Heading, HeadingBlock
from pipelines.ingest.model import Address, Area, Sheet

FORM = re.compile(r"^((?:教基|基础基)[0-9]{3,4})(?![0-9])")
STAGE = "stage"
SOMETHING = re.compile(r"[1-9]")
Cells = Mapping[str, Cell]


@dataclass(frozen=True, slots=True)
class Lacking:
    """What a row should have and no label or address leads to."""

    row_name: str
    stage: str
    columns: frozenset[str]


@dataclass(frozen=True, slots=True)
class Several:
    """Cells of one form that all bear the labels of a column of a stage, or of the whole school."""

    sheet: Sheet
    stage: str | None
    column: str
    places: Sequence[Place]

    @property
    def rows(self) -> tuple[int, ...]:
        """The rows they stand in, as the sender sees them."""
        return tuple(sorted({place.row + 1 for place in self.places}))


@dataclass(slots=True)
class Composed:
    """What the forms of one workbook gave.

    Attributes:
        dataset: what the rows are rows of.
        forms: the workbook's forms, at least one.
        rows: a sheet of one row for each stage of which the forms say anything.
        not_used: the forms of which nothing is taken.
        by_address: the cells that were found by their address alone.
        wrong_unit: the cells left out because another unit than the column's is stated, with that unit.
        other_year: the cells left out because a word around them says another year than the folder's.
        several: what stands in several rows, of which nobody knows the right one.
        lacking: what else was not found, row by row.
    """

    dataset: Dataset
    forms: Sequence[Sheet]
    rows: list[tuple[Sheet, Recognised]] = field(default_factory=list)
    not_used: list[Sheet] = field(default_factory=list)
    by_address: list[Cell] = field(default_factory=list)
    wrong_unit: list[tuple[Cell, str]] = field(default_factory=list)
    other_year: list[tuple[Cell, str]] = field(default_factory=list)
    several: list[Several] = field(default_factory=list)
    lacking: list[Lacking] = field(default_factory=list)

    @property
    def used(self) -> list[Sheet]:
        """The forms of which anything may be taken."""
        return [sheet for sheet in self.forms if not any(sheet is other for other in self.not_used)]


def form_of(sheet: Sheet) -> str | None:
    """The number of the form that a sheet's name begins with, such as `教基3112`."""
    match = FORM.match(fold(sheet.label))
    return match.group(1) if match else None


def composed(dataset: Dataset, sheets: Iterable[Sheet], school_year: int | None) -> list[Composed]:
    """What the forms give, workbook by workbook; a zip may hold several, and each is one school's.

    Args:
        dataset: what they give rows of.
        sheets: forms, of any workbooks.
        school_year: tells which rules hold; None when not known.
    """
    books: dict[str, list[Sheet]] = {}
    for sheet in sheets:
        books.setdefault(sheet.prefix, []).append(sheet)
    return [_Composer(dataset, forms, school_year).compose() for forms in books.values()]


class _Composer:
    """Puts the rows of one workbook together."""

    def __init__(self, dataset: Dataset, sheets: Sequence[Sheet], school_year: int | None) -> None:
        self._dataset, self._prefix, self._school_year = dataset, sheets[0].prefix, school_year
        self._forms = [Form(form_of(sheet) or "", sheet, Crosstab(sheet.grid)) for sheet in sheets]
        self._around = {sheet.name: stated_around(sheet) for sheet in sheets}
        self._composed = Composed(dataset, sheets)

    def compose(self) -> Composed:
        known = {rule.form for rule in cell_rules(self._dataset.name)}
        told = self._composed
        told.not_used = [form.sheet for form in self._forms if form.number not in known]
        whole = self._cells(None)
        stages = {stage: self._cells(stage) for stage in canonical(STAGE)}
        present = {stage: cells for stage, cells in stages.items() if _says_anything(cells)}
        for stage, cells in present.items():
            told.rows.append(self._row(stage, whole, cells))
            lacking = self._wanted(stage) - cells.keys() - whole.keys() - self._columns_of_several(stage)
            told.lacking.append(Lacking(self._row_name(stage), stage, frozenset(lacking)))
        return told

    def _cells(self, stage: str | None) -> Cells:
        """The cell of every column of a stage, or of the whole school, that can be found."""
        rules: dict[str, list[CellRule]] = {}
        for rule in cell_rules(self._dataset.name):
            if rule.stage == stage:
                rules.setdefault(rule.column, []).append(rule)
        found = {column: self._labelled(ways) or self._at_address(ways) for column, ways in rules.items()}
        self._composed.several += [
            one for column, ways in rules.items() if not found[column] for one in self._several(ways)
        ]
        return {
            column: cell
            for column, cell in found.items()
            if cell and self._is_in_its_unit(cell) and self._is_of_its_year(cell)
        }

    def _labelled(self, rules: Sequence[CellRule]) -> Cell | None:
        for rule in rules:
            for form in self._forms_of(rule):
                places = rule.places(form.table)
                if len(places) == 1:
                    return Cell(form.sheet, places[0], rule)
        return None

    def _at_address(self, rules: Sequence[CellRule]) -> Cell | None:
        for rule in rules:
            for form in self._forms_of(rule):
                place = rule.hinted(form.table)
                if place:
                    cell = Cell(form.sheet, place, rule)
                    self._composed.by_address.append(cell)
                    return cell
        return None

    def _several(self, rules: Sequence[CellRule]) -> Sequence[Several]:
        """The rows that the first of these ways leads to that leads to several; none where none does."""
        for rule in rules:
            for form in self._forms_of(rule):
                places = rule.places(form.table)
                if len({place.row for place in places}) > 1 and any(place.text for place in places):
                    return [Several(form.sheet, rule.stage, rule.column, places)]
        return []

    def _columns_of_several(self, stage: str) -> set[str]:
        return {one.column for one in self._composed.several if one.stage in (stage, None)}

    def _forms_of(self, rule: CellRule) -> list[Form]:
        return [
            form
            for form in self._forms
            if form.number == rule.form and rule.suits(form.sheet.label, self._school_year)
        ]

    def _is_in_its_unit(self, cell: Cell) -> bool:
        """Whether nothing states another unit, which would make the figure wrong by orders of magnitude."""
        column = self._dataset.columns[cell.rule.column]
        around = self._around[cell.sheet.name]
        told = another_unit(around, column, cell.place.labels, cell.rule.factor)
        if told:
            self._composed.wrong_unit.append((cell, told))
        return told is None

    def _is_of_its_year(self, cell: Cell) -> bool:
        """Whether no label and no word above in the cell's column says another year: 2023年, 上年."""
        if self._school_year is None:
            return True
        row, column = cell.place.row, cell.place.column
        # a sheet ends with its last filled column, and a form may have its place behind that
        columns = cell.sheet.grid.get_columns()[column : column + 1]
        above = [word for of_place in columns for word in of_place.head(row) if word]
        labels = [word for label in cell.place.labels for word in label.split(">")]
        of_years = ((word, years_told_beside(word, self._school_year)) for word in (*labels, *above))
        told = next(
            (word for word, years in of_years if years is not None and self._school_year not in years), None
        )
        if told:
            self._composed.other_year.append((cell, told))
        return told is None

    def _wanted(self, stage: str) -> set[str]:
        """The columns that a row of a stage should have."""
        ruled = {rule.column for rule in cell_rules(self._dataset.name) if rule.stage in (stage, None)}
        return {name for name in ruled if self._dataset.columns[name].required}

    def _row_name(self, stage: str) -> str:
        return f"{self._prefix}教基（{stage}）"

    def _row(self, stage: str, whole: Cells, cells: Cells) -> tuple[Sheet, Recognised]:
        """The row of a stage, as a sheet that is nothing but this row."""
        first = next(iter(cells.values()))
        columns: list[tuple[str, str | None, Address, CellRule | None]] = [
            (STAGE, stage, first.address, None)
        ]
        for name in self._dataset.key:
            if name not in {STAGE, *whole, *cells}:
                columns.append((name, None, Address(self._row_name(stage), -1, -1), None))
        for name, cell in {**whole, **cells}.items():
            columns.append((name, cell.place.text, cell.address, cell.rule))
        matches = [
            Match(self._heading(at, name), name, rule.factor if rule else 1.0, by=rule)
            for at, (name, _, _, rule) in enumerate(columns)
        ]
        found = {**whole, **cells}
        placed = [(at, found[name]) for at, (name, *_) in enumerate(columns) if name in found]
        grid = pl.DataFrame(
            {name: [text] for name, text, *_ in columns}, schema={name: pl.String for name, *_ in columns}
        )
        sheet = Sheet(
            self._row_name(stage),
            grid,
            cell_rows=tuple(where.row + 1 for _, _, where, _ in columns),
            cell_columns=tuple(where.column for _, _, where, _ in columns),
            cell_sheets=tuple(where.sheet for _, _, where, _ in columns),
            merged=tuple(Area(0, at, 1, at) for at, cell in placed if _is_merged_down(cell)),
            formats=tuple(
                one._replace(column=at, rows=(0,))
                for at, cell in placed
                for one in cell.sheet.formats
                if one.column == cell.place.column and cell.place.row in one.rows
            ),
        )
        block = HeadingBlock(0, 0, tuple(match.heading for match in matches), ())
        return sheet, Recognised(self._dataset, block, matches)

    def _heading(self, at: int, name: str) -> Heading:
        heading = self._dataset.columns[name].heading
        return Heading(at, (heading,), heading)


def _is_merged_down(cell: Cell) -> bool:
    """Whether the cell is merged with cells of other rows."""
    row, column = cell.place.row, cell.place.column
    return any(
        area.bottom > area.top and area.top <= row <= area.bottom and area.left <= column <= area.right
        for area in cell.sheet.merged
    )


def _says_anything(cells: Cells) -> bool:
    """Whether any figure is more than nothing: forms of stages that a school lacks are empty or all zero."""
    numbers = [fold(cell.place.text or "") for cell in cells.values() if cell.place.is_number]
    return any(SOMETHING.search(number) for number in numbers)
