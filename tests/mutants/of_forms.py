"""Changes of a workbook of forms: rows that stand twice, and sheets that end too early.

What does not belong here: years beside the figures (of_years), titles and units above them (of_sheets).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from tests.mutants.bases import Base
from tests.mutants.change import Change, kind, put
from tests.mutants.page import Page, Row

MORE = 20
LAST_COLUMNS = 3
OPTIONAL = ("教基4149", "教基4155", "教基4156")
"""Forms whose last columns give figures that need not be there (datasets.md): staff, subjects of the arts."""


@kind("form row stands twice with another figure")
def twice(base: Base) -> Iterator[Change]:
    """Below the first or at the end of its sheet; with other figures throughout, or one other alone."""
    for number, page in enumerate(base.pages if _is_of_labels(base) else ()):
        for at in _rows_of_figures(page):
            label = next(cell for cell in page.rows[at] if isinstance(cell, str))
            every = _more(page.rows[at], len(page.rows[at]))
            for wording, row in (("every figure", every), ("the first", _more(page.rows[at], 1))):
                for where, below in (("below it", at + 1), ("at the end", len(page.rows))):
                    changed = put(base, page.with_rows(below, row), number)
                    yield Change(f"{label}, {wording}, {where}", changed, page=number, row=at + 1)


@kind("sheet ends before its last columns")
def narrow(base: Base) -> Iterator[Change]:
    """As many columns as there are, of every sheet of a form by itself."""
    for number, page in enumerate(base.pages if base.top is None else ()):
        if page.name.startswith(OPTIONAL):
            continue
        width = max(map(len, page.rows))
        for columns in range(1, min(LAST_COLUMNS, width - 1) + 1):
            rows = [row[: width - columns] for row in page.rows]
            changed = put(base, replace(page, rows=rows), number)
            yield Change(f"{page.name}, {columns}", changed, page=number)


def _is_of_labels(base: Base) -> bool:
    """Whether its figures have a label on their left and another above."""
    return base.top is None and not base.dataset.is_form


def _rows_of_figures(page: Page) -> list[int]:
    return [
        at
        for at, row in enumerate(page.rows)
        if any(isinstance(cell, int | float) for cell in row) and any(_is_label(cell) for cell in row)
    ]


def _is_label(cell: object) -> bool:
    return isinstance(cell, str) and cell != "" and not cell.isdigit()


def _more(row: Row, figures: int) -> Row:
    """A row with so many of its figures, from the left, made greater."""
    places = [at for at, cell in enumerate(row) if isinstance(cell, int | float)][:figures]
    return [
        cell + MORE if at in places and isinstance(cell, int | float) else cell for at, cell in enumerate(row)
    ]
