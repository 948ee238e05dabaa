"""表Ⅱ-2: a row a school and stage, and the foot notes.

What does not belong here: how many schools reach what (by_stage).
"""

from __future__ import annotations

from pipelines.reports.application.sheet import Sheet

LEAD = ("学段",)


def fill_units(sheet: Sheet) -> None:
    """The units in the order of the mart, each with its stage."""
    sheet.head(LEAD)
    for row in sheet.table.rows:
        sheet.page.cell(sheet.page.row, 0, row.stage, "code")
        sheet.fill(row, len(LEAD))
    sheet.notes()
