"""达标方案: the closing plan as a workbook for the leading group: who gives, who gets, at what cost.

One workbook a county, school year and ruleset. What does not belong here: making the plan (planning), and
adding anything up, which the views do.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import duckdb

from pipelines.reports.about import add_about
from pipelines.reports.forecast_sheet import add_forecast
from pipelines.reports.scope import Scope
from pipelines.reports.words import verdict_words
from pipelines.warehouse.reading import records
from pipelines.warehouse.versions import Version
from pipelines.workbooks.page import Book, Page

OF_SCOPE = "县代码 = $county_code and 学年 = $school_year and 标准代码 = $ruleset_code"
SUMMARY = f"select * from bi.达标方案汇总 where {OF_SCOPE} order by 方案, 财政年度"
TOTALS = f"select * from bi.达标方案合计 where {OF_SCOPE} order by 方案, 财政年度, 次序 desc, 行动名称"
STEPS = f"""
select
    steps.*, givers.town_name as 调出镇街
from bi.达标方案 as steps
left join marts.dim_school as givers
    on
        steps.县代码 = givers.county_code and steps.学年 = givers.school_year
        and steps.调出学校标识码 = givers.school_code
where {OF_SCOPE}
order by 方案, 财政年度, 步骤, 指标代码
"""
NONE = "—"
DECIMALS = {"人": 0, "间": 0}
"""Of quantities that are counted; what is measured has two."""
MOVES = ("步骤", "行动", "调出镇街", "调出学校", "调入镇街", "调入学校", "学段", "数量", "单位")
MOVE_WIDTHS = (6.0, 30.0, 12.0, 26.0, 12.0, 26.0, 8.0, 10.0, 7.0)
ADDS = ("步骤", "行动", "镇街", "学校标识码", "学校", "学段", "计入指标", "数量", "单位", "费用（万元）")
ADD_WIDTHS = (6.0, 40.0, 12.0, 13.0, 26.0, 8.0, 9.0, 12.0, 7.0, 12.0)
TOTAL = ("行动", "学校数", "数量合计", "单位", "费用（万元）")
TOTAL_WIDTHS = (44.0, 10.0, 16.0, 8.0, 14.0)
HOW_TO_READ = (
    "调配一步是一所学校给另一所学校；新增、认定、培训、购置、新建一步是一所学校得到。计入几项指标的一步有几行，费用只记在第一行。"
    "多学段学校的校舍设备是全校的数量。学段写“全部”的，各学段共用。"
)
Row = dict[str, Any]


def write_closing_plan(
    connection: duckdb.DuckDBPyConnection, version: Version, scope: Scope, path: Path
) -> bool:
    """Write the workbook of a scope's plan.

    Args:
        connection: the version, open.
        version: the version, for what is said about it.
        scope: of what it speaks.
        path: where it is written.

    Returns:
        Whether the version holds a plan of it; without one nothing is written.
    """
    summaries = records(connection, SUMMARY, scope.parameters)
    if not summaries:
        return False
    steps = records(connection, STEPS, scope.parameters)
    with Book(path, version, verdict_words(connection)) as book:
        page = book.page("汇总", TOTAL_WIDTHS)
        page.head(
            "达标方案", f"{scope.county_name}（{scope.county_code}）　{scope.years}　{scope.ruleset_name}"
        )
        for summary in summaries:
            _add_summary(page, summary)
        _add_totals(page, records(connection, TOTALS, scope.parameters))
        page.line(HOW_TO_READ)
        _add_moves(book.page("调配", MOVE_WIDTHS), [row for row in steps if row["调出学校标识码"]])
        _add_added(book.page("添置和建设", ADD_WIDTHS), [row for row in steps if not row["调出学校标识码"]])
        add_forecast(book, connection, scope)
        add_about(book, [scope])
    return True


def _add_summary(page: Page, summary: Row) -> None:
    page.row += 1
    page.line(f"{summary['方案']}（{summary['财政年度']} 年）：{summary['结论']}", "section")
    page.line(summary["说明"])
    for name, value in [
        ("现在通过的评价单元", summary["现在通过单元"]),
        ("做完后通过的评价单元", summary["做完后通过单元"]),
        ("做完后在通过单元就读的学生", summary["做完后通过单元学生数"]),
        ("做完后仍超过上限的差异系数", summary["做完后超限差异系数"]),
        ("总费用（万元）", summary["总费用万元"]),
    ]:
        page.cell(page.row, 0, name)
        _quantity(page, page.row, 1, value, decimals=0)
        page.row += 1


def _add_totals(page: Page, totals: Sequence[Row]) -> None:
    page.row += 1
    page.headings(TOTAL)
    for row in totals:
        page.cell(page.row, 0, row["行动名称"])
        page.figure(page.row, 1, row["学校数"])
        _quantity(page, page.row, 2, row["数量合计"], decimals=DECIMALS.get(row["单位"], 2))
        page.cell(page.row, 3, row["单位"], "code")
        _quantity(page, page.row, 4, row["费用合计万元"], decimals=2)
        page.row += 1


def _add_moves(page: Page, steps: Sequence[Row]) -> None:
    page.head("谁出谁得")
    headings = page.row
    page.headings(MOVES, repeat_from=headings)
    for row in steps:
        page.cell(page.row, 0, row["步骤"], "code")
        page.cell(page.row, 1, row["行动名称"])
        page.cell(page.row, 2, row["调出镇街"] or NONE)
        page.cell(page.row, 3, row["调出学校名称"])
        page.cell(page.row, 4, row["镇街名称"] or NONE)
        page.cell(page.row, 5, row["学校名称"])
        page.cell(page.row, 6, row["学段"], "code")
        _quantity(page, page.row, 7, row["数量"], decimals=DECIMALS.get(row["单位"], 2))
        page.cell(page.row, 8, row["单位"], "code")
        page.row += 1
    page.filter(headings)


def _add_added(page: Page, steps: Sequence[Row]) -> None:
    page.head("谁得什么")
    headings = page.row
    page.headings(ADDS, repeat_from=headings)
    for row in steps:
        page.cell(page.row, 0, row["步骤"], "code")
        page.cell(page.row, 1, row["行动名称"])
        page.cell(page.row, 2, row["镇街名称"] or NONE)
        page.cell(page.row, 3, row["学校标识码"], "code")
        page.cell(page.row, 4, row["学校名称"])
        page.cell(page.row, 5, row["学段"], "code")
        page.cell(page.row, 6, row["指标代码"], "code")
        _quantity(page, page.row, 7, row["数量"], decimals=DECIMALS.get(row["单位"], 2))
        page.cell(page.row, 8, row["单位"], "code")
        _quantity(page, page.row, 9, row["费用万元"], decimals=2)
        page.row += 1
    page.filter(headings)


def _quantity(page: Page, row: int, column: int, value: float | None, *, decimals: int) -> None:
    """A number, or a dash where there is none: a cost without a price is no missing data."""
    if value is None:
        page.cell(row, column, NONE, "code")
    else:
        page.cell(row, column, value, "figure", decimals=decimals)
