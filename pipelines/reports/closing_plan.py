"""达标方案: the closing plan as a workbook for the leading group: who gives, who gets, at what cost, in turn.

One workbook a county, school year and ruleset: what it comes to, every step, a sheet for each department that
answers for what is done, one of what every school gives and gets, and what a budget leaves out. What does
not belong here: making the plan (planning), and adding anything up, which the views do.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from pathlib import Path
from typing import Any

import duckdb

from pipelines.reports.about import add_about
from pipelines.reports.closing_tables import (
    ADDED,
    LEFT_OUT,
    MOVES,
    OF_DEPARTMENT,
    OF_SCHOOL,
    TOTALS,
    add_table,
    widths,
)
from pipelines.reports.forecast_sheet import add_forecast
from pipelines.reports.scope import Scope
from pipelines.reports.words import verdict_words
from pipelines.warehouse.reading import records
from pipelines.warehouse.versions import Version
from pipelines.workbooks.page import Book, Page

OF_SCOPE = "县代码 = $county_code and 学年 = $school_year and 标准代码 = $ruleset_code"
CHEAPEST_FIRST = "方案 desc, 财政年度"
"""最省, 受益学生最多, 先补最弱: in this order also by their characters."""
SUMMARY = f"select * from bi.达标方案汇总 where {OF_SCOPE} order by {CHEAPEST_FIRST}"
TOTALS_OF = f"select * from bi.达标方案合计 where {OF_SCOPE} order by {CHEAPEST_FIRST}, 次序 desc, 行动名称"
LEFT_OUT_OF = f"""
select * from bi.达标方案未补齐 where {OF_SCOPE}
order by {CHEAPEST_FIRST}, 镇街名称, 学校标识码, 学段 desc, 指标代码
"""
STEPS = f"""
select
    steps.*, givers.town_name as 调出镇街
from bi.达标方案 as steps
left join marts.dim_school as givers
    on
        steps.县代码 = givers.county_code and steps.学年 = givers.school_year
        and steps.调出学校标识码 = givers.school_code
where {OF_SCOPE}
order by {CHEAPEST_FIRST}, 步骤, 指标代码
"""
DEPARTMENTS = """
select indicator_code, department_name
from marts.bridge_county_indicator_department
inner join marts.dim_county_department using (county_code, department_code)
where county_code = $county_code
order by department_code
"""
HOW_TO_READ = (
    "调配一步是一所学校给另一所学校；新增、认定、培训、购置、新建一步是一所学校得到。计入几项指标的一步有几行，费用只记在第一行。"
    "多学段学校的校舍设备是全校的数量。学段写“全部”的，各学段共用。步骤就是先后。"
)
SUMMARY_FIGURES = (
    ("现在通过的评价单元", "现在通过单元"),
    ("做完后通过的评价单元", "做完后通过单元"),
    ("做完后在通过单元就读的学生", "做完后通过单元学生数"),
    ("做完后仍超过上限的差异系数", "做完后超限差异系数"),
)
NONE = "—"
Row = dict[str, Any]


def write_closing_plan(
    connection: duckdb.DuckDBPyConnection, version: Version, scope: Scope, path: Path
) -> bool:
    """Write the workbook of a scope's plans.

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
    left_out = records(connection, LEFT_OUT_OF, scope.parameters)
    with Book(path, version, verdict_words(connection)) as book:
        page = book.page("汇总", widths(TOTALS))
        page.head(
            "达标方案", f"{scope.county_name}（{scope.county_code}）　{scope.years}　{scope.ruleset_name}"
        )
        for _, years in groupby(summaries, key=lambda row: row["方案"]):
            _add_summary(page, list(years))
        page.row += 1
        add_table(page, TOTALS, records(connection, TOTALS_OF, scope.parameters), is_alone=False)
        page.line(HOW_TO_READ)
        _add_sheet(book, "调配", "谁出谁得", MOVES, [row for row in steps if row["调出学校标识码"]])
        _add_sheet(book, "添置和建设", "谁得什么", ADDED, [row for row in steps if not row["调出学校标识码"]])
        if left_out:
            _add_sheet(book, "未补齐", "预算不够时哪些单元还不达标、还差什么", LEFT_OUT, left_out)
        _add_departments(book, steps, records(connection, DEPARTMENTS, {"county_code": scope.county_code}))
        _add_sheet(book, "各校", "各校出什么、得什么", OF_SCHOOL, _by_school(steps))
        add_forecast(book, connection, scope)
        add_about(book, [scope])
    return True


def _add_summary(page: Page, years: Sequence[Row]) -> None:
    """What a plan comes to: in a column, of one that goes over years in a column for each year."""
    page.row += 1
    at_last = years[-1]
    page.line(f"{at_last['方案']}：{at_last['结论']}", "section")
    page.line(at_last["说明"])
    page.cell(page.row, 0, "到年末", across=3)
    for column, row in enumerate(years, start=3):
        page.cell(page.row, column, f"{row['财政年度']} 年", "code")
    page.row += 1
    for name, field in SUMMARY_FIGURES:
        page.cell(page.row, 0, name, across=3)
        for column, row in enumerate(years, start=3):
            page.cell(page.row, column, row[field], "figure", decimals=0)
        page.row += 1
    page.cell(page.row, 0, "当年费用（万元）", across=3)
    for column, row in enumerate(years, start=3):
        if row["总费用万元"] is None:
            page.cell(page.row, column, NONE, "code")
        else:
            page.cell(page.row, column, row["总费用万元"], "figure", decimals=2)
    page.row += 1


def _add_sheet(book: Book, name: str, title: str, columns: Sequence[Any], rows: Sequence[Row]) -> None:
    page = book.page(name, widths(columns))
    page.head(title)
    add_table(page, columns, rows)


def _add_departments(book: Book, steps: Sequence[Row], answering: Sequence[Row]) -> None:
    """A sheet for every department that answers for an indicator in which something is done."""
    of_department: dict[str, set[str]] = {}
    for row in answering:
        of_department.setdefault(row["department_name"], set()).add(row["indicator_code"])
    for name, codes in of_department.items():
        its = [row for row in steps if row["指标代码"] in codes]
        if its:
            _add_sheet(book, sheet_name(name), f"{name}：要做的事", OF_DEPARTMENT, its)


def _by_school(steps: Sequence[Row]) -> list[Row]:
    """Every step under the school that gets, and under the one that gives; a step once each."""
    found: list[Row] = []
    seen: set[tuple[Any, ...]] = set()
    for row in steps:
        key = row["方案"], row["财政年度"], row["步骤"]
        if key in seen:
            continue
        seen.add(key)
        gets = {
            "出得": "得",
            "镇街": row["镇街名称"],
            "学校": row["学校名称"],
            "对方学校": row["调出学校名称"],
        }
        found.append(row | gets)
        if row["调出学校标识码"]:
            gives = {
                "出得": "出",
                "镇街": row["调出镇街"],
                "学校": row["调出学校名称"],
                "对方学校": row["学校名称"],
            }
            found.append(row | gives | {"费用万元": None})
    return sorted(found, key=lambda row: (row["镇街"] or "", row["学校"] or "", row["学段"]))


def sheet_name(name: str) -> str:
    """A name as a sheet may have it: at most 31 characters, without those that a program forbids."""
    return "".join("·" if sign in r"[]:*?/\\" else sign for sign in name)[:31]
