"""表Ⅱ-1 and 表Ⅲ: rows of each stage, and below the table the verdicts and limits for checking.

What does not belong here: schools one by one (units).
"""

from __future__ import annotations

from pipelines.reports.application.sheet import Sheet

LEAD = ("学段", "项目")


def fill_by_stage(sheet: Sheet) -> None:
    """The table; below it, in the same columns, what is for checking."""
    sheet.head(LEAD)
    for check, rows in ((False, sheet.table.rows), (True, sheet.table.checks)):
        if check:
            sheet.check_line()
        for of_stage in sheet.stages(rows, 0):
            for row in of_stage:
                sheet.page.cell(sheet.page.row, 1, row.name)
                sheet.fill(row, len(LEAD), check=check)
