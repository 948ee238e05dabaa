"""表Ⅵ 社会认可度: the satisfaction survey, in all and of parents, and the verdict on it below.

What does not belong here: which columns and rows the table has (the mart).
"""

from __future__ import annotations

from pipelines.reports.application.sheet import Sheet

LEAD = ("",)
CONCLUSION, VERDICT = "conclusion", "verdict"
"""The columns of what is said below the table."""


def fill_satisfaction(sheet: Sheet) -> None:
    """The table and, below it, the verdict on what the questionnaires say."""
    page, last = sheet.page, len(sheet.table.columns)
    sheet.head(LEAD)
    for row in sheet.table.rows:
        page.cell(page.row, 0, row.name, "code")
        sheet.fill(row, len(LEAD))
    sheet.check_line()
    for row in sheet.table.checks:
        page.cell(page.row, 0, row.code, "code")
        page.cell(page.row, 1, row.cells[CONCLUSION].text, across=last - 1)
        sheet.put(page.row, last, row.cells[VERDICT], VERDICT)
        page.row += 1
    page.line("走访人数只计有效答卷。满意包括满意和基本满意。")
