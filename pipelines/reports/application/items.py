"""表Ⅳ and 表Ⅴ: the items of an area, numbered.

What does not belong here: the sentences and verdicts, which the mart holds.
"""

from __future__ import annotations

from pipelines.reports.application.sheet import Sheet

LEAD = ("序号",)


def fill_items(sheet: Sheet) -> None:
    """The items: number, name, figures or short conclusion, verdict."""
    sheet.head(LEAD, codes=False)
    for row in sheet.table.rows:
        sheet.page.cell(sheet.page.row, 0, row.order, "code")
        sheet.fill(row, len(LEAD))
