"""达标方案: the closing plan as a workbook for the leading group: who gives, who gets, at what cost, in turn.

One workbook a county, school year and ruleset: what it comes to, in which order, every step, a sheet for each
department that answers for what is done, one of what every school gives and gets, and what a budget leaves
out. A sheet of which nothing is to be said is not there. What does not belong here: making the plan
(planning), and the sheets of single schools (closing_schools).
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from pathlib import Path

import duckdb

from pipelines.reports.about import add_about
from pipelines.reports.closing_rows import (
    DEPARTMENTS,
    LEFT_OUT_OF,
    ORDER_OF,
    STEPS,
    SUMMARY,
    TOTALS_OF,
    Row,
    by_school,
    once_each,
)
from pipelines.reports.closing_tables import (
    ADDED,
    LEFT_OUT,
    MOVES,
    NONE,
    OF_DEPARTMENT,
    OF_SCHOOLS,
    ORDER,
    TOTALS,
    Column,
    add_table,
    widths,
)
from pipelines.reports.forecast_sheet import add_forecast
from pipelines.reports.scope import Scope
from pipelines.reports.words import verdict_words
from pipelines.warehouse.reading import records
from pipelines.warehouse.versions import Version
from pipelines.workbooks.names import sheet_name
from pipelines.workbooks.page import Book, Page

HOW_TO_READ = (
    "调配一步是一所学校给另一所学校；新增、认定、培训、购置、新建一步是一所学校得到。一步一行，计入几项指标的写明是哪几项。"
    "多学段学校的校舍设备是全校的数量。学段写“全部”的，各学段共用。步骤就是先后。"
)
HOW_TO_MOVE = (
    "计入指标是调走一人调入学校增加的几项。按名册“是”的，名册上逐人看得出他计入哪几项，调出学校也只减这几项；"
    "“否”的没有名册，按统计，调出学校按几项都减少计。空的不是教师。"
)
HOW_TO_ORDER = (
    "最省方案里每万元能使最多学生进入达标单元的学校在前（没有单价的按动手的项数），单元达标用不着、只为差异系数做的在最后；"
    "预算内的方案一年一行。各数都是做到这一步时的累计。"
)
SUMMARY_FIGURES = (
    ("现在通过的评价单元", "现在通过单元"),
    ("做完后通过的评价单元", "做完后通过单元"),
    ("做完后在通过单元就读的学生", "做完后通过单元学生数"),
    ("做完后仍超过上限的差异系数", "做完后超限差异系数"),
)


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
        page.head("达标方案", scope.heading)
        for _, years in groupby(summaries, key=lambda row: row["方案"]):
            _add_summary(page, list(years))
        if steps:
            page.row += 1
            add_table(page, TOTALS, records(connection, TOTALS_OF, scope.parameters), is_alone=False)
            page.line(HOW_TO_READ)
        order = records(connection, ORDER_OF, scope.parameters)
        _add_sheet(book, "先后", "先做哪所学校，做到哪一步花多少、多少单元通过", ORDER, order, HOW_TO_ORDER)
        moves = once_each([row for row in steps if row["调出学校标识码"]])
        _add_sheet(book, "调配", "谁出谁得", MOVES, moves, HOW_TO_MOVE)
        added = once_each([row for row in steps if not row["调出学校标识码"]])
        _add_sheet(book, "添置和建设", "谁得什么", ADDED, added)
        _add_sheet(book, "未补齐", "预算不够时哪些单元还不达标、还差什么", LEFT_OUT, left_out)
        _add_departments(book, steps, records(connection, DEPARTMENTS, {"county_code": scope.county_code}))
        _add_sheet(book, "各校", "各校出什么、得什么", OF_SCHOOLS, by_school(steps))
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


def _add_sheet(
    book: Book, name: str, title: str, columns: Sequence[Column], rows: Sequence[Row], note: str = ""
) -> None:
    """A sheet with a table; none where the table would be empty."""
    if not rows:
        return
    page = book.page(name, widths(columns))
    page.head(title)
    if note:
        page.line(note)
    add_table(page, columns, rows)


def _add_departments(book: Book, steps: Sequence[Row], answering: Sequence[Row]) -> None:
    """A sheet for every department that answers for an indicator in which something is done."""
    of_department: dict[str, set[str]] = {}
    for row in answering:
        of_department.setdefault(row["department_name"], set()).add(row["indicator_code"])
    for name, codes in of_department.items():
        its = once_each([row for row in steps if row["指标代码"] in codes])
        _add_sheet(book, sheet_name(name), f"{name}：要做的事", OF_DEPARTMENT, its)
