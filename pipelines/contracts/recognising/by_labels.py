"""Where a column stands in the forms of a workbook: rows of `forms/<dataset>.csv`, tried in their order.

What does not belong here: putting the cells together (composed).
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from pipelines.contracts.datasets.code_lists import ways_of_writing
from pipelines.ingest.crosstab import Crosstab, Label, Place
from pipelines.ingest.fold import fold
from pipelines.ingest.model import Address, Sheet


@dataclass(frozen=True, slots=True)
class CellRule:
    """One way to find a column in a form.

    Attributes:
        form: the form's number, as the sheet's name begins.
        rows, columns: ways in which the cell's row and column may be labelled; none is any.
        stage: the stage it speaks of; None for the whole school.
        column: the column it gives.
        factor: what the cell is multiplied with to land in the column's unit.
        unless_kind: kinds of school, as the sheet's name ends, of which the form counts more than the stage.
        hints: addresses for when labels lead nowhere.
        first_year, last_year: the school years in which it holds, open where None.
        line: where it stands in its table.
    """

    form: str
    rows: tuple[Label, ...]
    columns: tuple[Label, ...]
    stage: str | None
    column: str
    factor: float
    unless_kind: tuple[str, ...]
    hints: tuple[str, ...]
    first_year: int | None
    last_year: int | None
    line: int

    def suits(self, label: str, school_year: int | None) -> bool:
        """Whether it holds for a sheet of this name in a school year; an unknown year does not exclude it."""
        year = school_year if school_year is not None else self.first_year or self.last_year or 0
        in_its_years = (self.first_year or year) <= year <= (self.last_year or year)
        return in_its_years and not fold(label).endswith(self.unless_kind)

    def places(self, table: Crosstab) -> list[Place]:
        """The cells that its labels lead to."""
        return table.find(self.rows, self.columns) if self._speaks_of_its_stage_in(table) else []

    def hinted(self, table: Crosstab) -> Place | None:
        """The number at its address, unless the row's label was found and stands elsewhere.

        None, too, where its labels lead to several rows, or to cells that say different things: nobody knows
        which one holds.
        """
        labelled = self.places(table)
        if len({(place.row, place.text) for place in labelled}) > 1:
            return None
        rows = table.rows_of(self.rows)
        for address in self.hints if self._speaks_of_its_stage_in(table) else ():
            place = table.at(address)
            if place and place.is_number and (not rows or place.row in rows):
                return place
        return None

    def _speaks_of_its_stage_in(self, table: Crosstab) -> bool:
        """Where a form tells several stages apart, a label that names none means the whole school."""
        words = [word for label in (*self.rows, *self.columns) for word in label]
        named = self.stage is None or any(self.stage in word for word in words)
        return named or len(_stages_told_apart(table)) < 2


@dataclass(frozen=True, slots=True)
class Form:
    """A form of a workbook: its number, its sheet and the sheet as a table with labels."""

    number: str
    sheet: Sheet
    table: Crosstab


@dataclass(frozen=True, slots=True)
class Cell:
    """The cell that gives a column: the sheet it stands in, its place, and the rule that led there."""

    sheet: Sheet
    place: Place
    rule: CellRule

    @property
    def row_number(self) -> int:
        """The row as the sender sees it."""
        return self.place.row + 1

    @property
    def address(self) -> Address:
        """Where it stands in the file."""
        return Address(self.sheet.name, self.place.row, self.place.column + self.sheet.left)


def _stages_told_apart(table: Crosstab) -> set[str]:
    words = {word for path in table.row_paths for word in path}
    # a word that only stands for a stage, such as the name of a kind of school, tells none apart
    return {
        stage
        for written, stage in ways_of_writing("stage").items()
        if written in words and written.endswith(stage)
    }


@cache
def cell_rules(dataset: str) -> tuple[CellRule, ...]:
    """The rules of a dataset in their order."""
    text = (files("pipelines.contracts") / "forms" / f"{dataset}.csv").read_text(encoding="utf-8")
    rows = csv.DictReader(text.splitlines())
    return tuple(_rule(row, rows.line_num) for row in rows)


def _rule(row: dict[str, str], line: int) -> CellRule:
    return CellRule(
        form=row["form"],
        rows=_labels(row["row_label"]),
        columns=_labels(row["column_label"]),
        stage=row["stage"] or None,
        column=row["column"],
        factor=float(row["unit_factor"] or 1),
        unless_kind=_parts(row["unless_kind"]),
        hints=_parts(row["cell_hint"]),
        first_year=int(row["first_year"]) if row["first_year"] else None,
        last_year=int(row["last_year"]) if row["last_year"] else None,
        line=line,
    )


def _labels(cell: str) -> tuple[Label, ...]:
    return tuple(tuple(part.split(">")) for part in _parts(fold(cell)))


def _parts(cell: str) -> tuple[str, ...]:
    return tuple(part for part in cell.split("|") if part)
