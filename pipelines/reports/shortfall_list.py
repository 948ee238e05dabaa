"""A shortfall list on paper: an indicator after the other, each with its rows and their sums.

The headings stand once and on every page; what the rows of an indicator have in common stands above them.
What does not belong here: which rows are listed (shortfall).
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import Any

from pipelines.reports.judged import NOT_PUBLISHED, NOT_SET, limit
from pipelines.reports.scope import Scope
from pipelines.workbooks.names import sheet_name
from pipelines.workbooks.page import Book, Page

COLUMNS = ("镇街", "学校标识码", "学校名称", "学段", "指标值", "标准值", "判定", "应有", "实有", "缺")
WIDTHS = (10.0, 12.0, 19.0, 6.0, 9.0, 11.0, 15.0, 9.0, 9.0, 9.0)
AMOUNTS = ("printed_required", "printed_actual", "printed_shortfall")
BEFORE_AMOUNTS = 7
"""Columns before the amounts."""
LACKING = ("near", "unmet")
Row = dict[str, Any]


def add_list(book: Book, name: str, scope: Scope, rows: Sequence[Row], totals: Sequence[Row]) -> None:
    """Add the sheet of a ruleset.

    Args:
        book: the workbook.
        name: whose list it is.
        scope: of what it speaks.
        rows: what is lacking or not known, by indicator.
        totals: the sums of the same, by indicator and stage.
    """
    page = book.page(sheet_name(scope.ruleset_name), WIDTHS)
    page.head(f"{name}　缺口清单", scope.heading)
    page.headings(COLUMNS, repeat_from=page.row)
    for code, of_indicator in groupby(rows, key=lambda row: str(row["indicator_code"])):
        first = page.row
        listed = list(of_indicator)
        page.cell(page.row, 0, _said_of(listed[0]), "band", across=len(COLUMNS))
        page.row += 1
        for row in listed:
            _add_row(page, row)
        for total in totals:
            if total["indicator_code"] == code:
                _add_sum(page, total)
        page.keep_together(first)


def amounts(page: Page, column: int, row: Row, name: str = "figure") -> None:
    """What there should be, what there is and what is missing; a dash where it cannot be counted."""
    for at, amount in enumerate(AMOUNTS):
        if row[amount] is None:
            shown = NOT_PUBLISHED if row.get("is_suppressed") else NOT_SET
            page.cell(page.row, column + at, shown, "code")
        else:
            page.figure(page.row, column + at, row[amount], name=name)


def _said_of(row: Row) -> str:
    """What holds for every row of an indicator."""
    units = [f"指标值 {row['unit']}"] if row["unit"] and not row["evidence"] else []
    if row["shortfall_unit"]:
        units.append(f"应有、实有、缺 {row['shortfall_unit']}")
    said = [f"{row['indicator_code']} {row['indicator_name']}"]
    said += [f"单位：{'，'.join(units)}"] if units else []
    said += [f"责任部门：{row['departments']}"] if row["departments"] else []
    return "　　".join(said)


def _add_row(page: Page, row: Row) -> None:
    page.cell(page.row, 0, row["town_name"] or "全县")
    page.cell(page.row, 1, row["school_code"] or NOT_SET, "code")
    page.cell(page.row, 2, row["school_name"] or row["dimension"] or NOT_SET)
    page.cell(page.row, 3, row["stage"] or NOT_SET, "code")
    if row["evidence"] or row.get("is_suppressed"):
        page.cell(page.row, 4, NOT_SET if row["evidence"] else NOT_PUBLISHED, "code")
    else:
        page.figure(page.row, 4, row["printed_value"], row["status"])
    page.cell(page.row, 5, limit(row), "code")
    flip = f"取整前 {row['value']:.6g}" if row["flips"] and row["value"] is not None else None
    page.verdict(page.row, 6, row["status"], beside=flip)
    amounts(page, BEFORE_AMOUNTS, row)
    page.row += 1


def _add_sum(page: Page, total: Row) -> None:
    """The sum of a stage, where there is more than one row to add up."""
    if total["lacking"] in (0, 1) or total["printed_shortfall"] is None:
        return
    said = f"{total['stage'] or ''}合计：{total['lacking']} 处未达标"
    page.cell(page.row, 0, said, "sum", across=BEFORE_AMOUNTS)
    amounts(page, BEFORE_AMOUNTS, total, "sum_figure")
    page.row += 1
