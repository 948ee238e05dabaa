"""The right files that are changed: one of each dataset, of invented schools and people.

What does not belong here: the changes (of_*).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from pipelines.contracts.datasets.catalogue import DATASETS
from pipelines.contracts.datasets.columns import Column
from pipelines.contracts.datasets.dataset import Dataset
from pipelines.ingest.fold import bare
from tests.mutants.page import Page
from tests.unit.contracts import education_forms
from tests.unit.contracts.world import FORMS, RIGHT, Row, form, second

TITLE = "合成数据，非真实"
MORE = ("2137039911", "2137039912")
"""Further schools, for datasets that are not about persons."""
FORM_VALUE = 4


@dataclass(frozen=True)
class Place:
    """A cell with a figure: its page, row and column, and the heading or item it belongs to."""

    page: int
    row: int
    column: int
    heading: str


@dataclass(frozen=True)
class Base:
    """A right file.

    Attributes:
        dataset: what it is.
        pages: its sheets.
        top: the row of the heading; None where it is a form or a workbook of forms.
        figures: cells with a figure.
    """

    dataset: Dataset
    pages: Sequence[Page]
    top: int | None
    figures: Sequence[Place]

    @property
    def page(self) -> Page:
        """The first sheet, which is the only one of a table."""
        return self.pages[0]

    @property
    def headings(self) -> list[str]:
        """The headings of a table."""
        return [str(cell) for cell in self.page.rows[self.top or 0]]

    @property
    def first(self) -> int:
        """The first row of data of a table."""
        return (self.top or 0) + 1

    def column(self, heading: str) -> Column | None:
        """What the dataset knows of a heading."""
        named = (one for one in self.dataset.columns.values() if bare(one.heading) == bare(heading))
        return next(named, None)

    def places(self, *names: str) -> list[int]:
        """The places of columns by their names in landing."""
        known = {at: self.column(heading) for at, heading in enumerate(self.headings)}
        return [at for at, column in known.items() if column and column.name in names]

    @property
    def keys(self) -> list[int]:
        """The places of the columns that tell a row."""
        return self.places(*self.dataset.meaning)

    def of_unit(self, unit: str) -> list[int]:
        """The places of the columns that land in a unit."""
        known = {at: self.column(heading) for at, heading in enumerate(self.headings)}
        return [at for at, column in known.items() if column and column.unit == unit]


@cache
def bases() -> tuple[Base, ...]:
    """A right file of every dataset."""
    tables = [_table(name) for name in RIGHT]
    return (*tables, *(_form(name) for name in FORMS), _workbook())


def _table(name: str) -> Base:
    rows = [RIGHT[name], second(name), *_more(name)]
    headings = list(RIGHT[name])
    body = [[row.get(heading) for heading in headings] for row in rows]
    dataset = DATASETS[name]
    known = {bare(column.heading): column for column in dataset.columns.values()}
    figures = [
        Place(0, 2, at, heading)
        for at, heading in enumerate(headings)
        if (column := known.get(bare(heading)))
        and column.kind in ("whole", "number")
        and isinstance(RIGHT[name][heading], int | float)
        and column.name not in dataset.meaning
    ]
    return Base(dataset, [Page("数据", [[TITLE], headings, *body])], 1, figures)


def _more(name: str) -> list[Row]:
    dataset = DATASETS[name]
    if "school_code" not in dataset.key or dataset.has_persons:
        return []
    return [{**RIGHT[name], "学校标识码": code} for code in MORE if "学校标识码" in RIGHT[name]]


def _form(name: str) -> Base:
    rows = form(FORMS[name])
    figures = [
        Place(0, at, FORM_VALUE, str(row[2]))
        for at, row in enumerate(rows)
        if len(row) > FORM_VALUE and isinstance(row[FORM_VALUE], int | float) and "建校" not in str(row[2])
    ]
    return Base(DATASETS[name], [Page("填报表", rows)], None, figures)


def _workbook() -> Base:
    forms = education_forms.FORMS
    pages = [Page(name, rows) for name, rows in forms.items()]
    figures = [
        Place(page, row, column, heading)
        for page, row, column, heading in (
            (4, 4, 4, "在校生数"), (9, 5, 3, "教学及辅助用房"), (10, 6, 3, "教学仪器设备资产值")
        )
    ]  # fmt: skip
    return Base(DATASETS["statistics_workbook"], pages, None, figures)
