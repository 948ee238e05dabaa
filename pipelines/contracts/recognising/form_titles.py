"""The words around the labels of a form, and the unit in which they say its figures are.

What does not belong here: the labels themselves (by_labels), how a statement is understood (units), and what
follows from a title (telling).
"""

from __future__ import annotations

from collections.abc import Sequence

from pipelines.contracts.datasets.columns import Column
from pipelines.contracts.recognising.units import Doubt, Statement, decided, statements, unit_known, units_in
from pipelines.ingest.crosstab import NUMBERING, is_number
from pipelines.ingest.fold import bare, fold
from pipelines.ingest.model import Sheet

FEW = 2
"""Cells that are filled in a line of a title or a note at most: the school's name, and a unit beside it."""
TITLE_ROWS, LAST_ROWS = 10, 30
"""How far from the top titles are looked for, and from the end notes."""


def titles_of(form: Sheet) -> tuple[str, ...]:
    """The words above the labels of a form, the nearest first, and the sheet's name."""
    lines: list[str] = []
    for words in _words(form, slice(None, TITLE_ROWS)):
        if not _may_be_a_line(words):
            break
        lines += words
    return (*reversed(lines), form.label)


def stated_around(form: Sheet) -> list[Statement]:
    """What the titles and the notes of a form state about units."""
    notes = [
        word for words in _words(form, slice(-LAST_ROWS, None)) if _may_be_a_line(words) for word in words
    ]
    return [one for line in (*titles_of(form), *notes) for one in statements(line)]


def another_unit(
    around: Sequence[Statement], column: Column, labels: Sequence[str], factor: float
) -> str | None:
    """What is stated of a figure's unit, where it is not the unit that the form is read in.

    Args:
        around: what is stated around the labels of its form.
        column: the column that the figure is for.
        labels: the labels that led to the figure.
        factor: what the form's figures are multiplied with to land in the column's unit.
    """
    meant = unit_known(column.unit or "")
    if meant is None:
        return None
    own = [[Statement(units, "", label)] for label in reversed(labels) if (units := units_in(label))]
    told = decided(meant, bare(labels[-1]) if labels else column.heading, [*own, around])
    if isinstance(told, Doubt):
        return told.unit.name if told.unit else "、".join(told.quotes)
    return None if told is None or told.factor_to(meant) == factor else told.name


def _words(form: Sheet, rows: slice) -> list[list[str]]:
    return [[cell.strip() for cell in row if cell and cell.strip()] for row in form.grid[rows].rows()]


def _may_be_a_line(words: Sequence[str]) -> bool:
    """Whether a row may be a title or a note: few words, no figure and no numbering."""
    return len(words) <= FEW and not any(is_number(word) or fold(word) in NUMBERING for word in words)
