"""学生数预测: the sheet of the leading group's workbook that says how many pupils come and what they need.

What does not belong here: reckoning it (dbt), the other sheets (closing_plan).
"""

from __future__ import annotations

from typing import Any

import duckdb

from pipelines.reports.scope import Scope
from pipelines.warehouse.forecast import forecast_of, sentences
from pipelines.warehouse.reading import records
from pipelines.warehouse.words import WHOLE
from pipelines.workbooks.page import Book

NEEDS = f"""
select needs.*, facts.下限, facts.上限
from bi.学位需求 as needs
inner join bi.学生数预测 as facts
    on
        needs.县代码 = facts.县代码 and needs.学年 = facts.学年 and needs.镇街代码 = facts.镇街代码
        and needs.学段 = facts.学段 and needs.情形 = facts.情形
        and facts.学校标识码 = {WHOLE} and facts.年级 = {WHOLE}
where
    needs.县代码 = $county_code and needs.情形 = $scenario
    and (needs.镇街代码 = {WHOLE} or list_contains($years, needs.学年))
order by needs.镇街代码 != {WHOLE}, needs.镇街代码, needs.学段 desc, needs.学年
"""
HEADINGS = (
    *("镇街", "学段", "学年", "预计学生数", "下限", "上限", "需要班数", "现有班数", "缺少班数"),
    *("需要专任教师", "现有专任教师"),
)
WIDTHS = (14.0, 8.0, 14.0, 12.0, 10.0, 10.0, 10.0, 10.0, 10.0, 13.0, 13.0)
FIGURES = ("预计学生数", "下限", "上限", "需要班数", "现有班数", "缺少班数", "需要专任教师", "现有专任教师")
HOW_TO_READ = (
    "由在校各年级逐年升级推算；下限和上限之间，按以往的误差十次里至少八次落在其中。"
    "需要班数按镇街每个年级不超过班额上限，当作在一处，所以是至少；教师按现在的师生比。全县逐年列出，各镇街列三个学年。"
)


def add_forecast(book: Book, connection: duckdb.DuckDBPyConnection, scope: Scope) -> None:
    """Add the sheet; none where the version holds no forecast of the county.

    Args:
        book: the workbook, open.
        connection: the version, open.
        scope: of which county.
    """
    expected, past = forecast_of(connection, scope.county_code)
    if not expected:
        return
    page = book.page("学生数预测", WIDTHS)
    page.head("学生数预测", f"{scope.county_name}（{scope.county_code}）")
    for sentence in sentences(expected, past):
        page.line(sentence)
    page.line(HOW_TO_READ)
    headings = page.row
    page.headings(HEADINGS, repeat_from=headings)
    asked: dict[str, Any] = {
        "county_code": scope.county_code,
        "scenario": expected[0]["scenario"],
        "years": sorted({row["school_year"] for row in expected}),
    }
    for row in records(connection, NEEDS, asked):
        page.cell(page.row, 0, row["镇街名称"])
        page.cell(page.row, 1, row["学段"], "code")
        page.cell(page.row, 2, row["学年名称"], "code")
        for column, name in enumerate(FIGURES, start=3):
            page.figure(page.row, column, None if row[name] is None else f"{row[name]:.0f}")
        page.row += 1
    page.filter(headings)
