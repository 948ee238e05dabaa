"""缺口清单: per department and per town, which school lacks how much of what, and what is still without data.

One workbook each, a summary in front and a list a ruleset. What a mixed school lacks of shared rooms and
grounds is what the whole campus needs, so quantities are summed within a stage only. What does not belong
here: who answers for an indicator, which the marts hold.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import duckdb

from pipelines.reports.about import add_about
from pipelines.reports.judged import (
    HEADINGS,
    INDICATOR_COLUMNS,
    INDICATOR_TABLES,
    NOT_SET,
    WIDTHS,
    fill_judged,
)
from pipelines.reports.scope import Scope
from pipelines.reports.words import order_of, verdict_words
from pipelines.warehouse.reading import records
from pipelines.warehouse.versions import Version
from pipelines.workbooks.names import file_name, sheet_name
from pipelines.workbooks.page import Book, Page

LACKING = f"""
with lacking as (
    select distinct
        town_code, school_code, stage, indicator_code, dimension, printed_value, threshold,
        printed_shortfall, shortfall_unit, status, is_suppressed
    from marts.fct_shortfall
    where county_code = $county_code and school_year = $school_year and ruleset_code = $ruleset_code
),

unknown as (
    select
        schools.town_code, facts.school_code, facts.stage, facts.indicator_code, null as dimension,
        facts.printed_value, facts.threshold, facts.status
    from marts.fct_school_indicator as facts
    inner join marts.dim_school as schools using (county_code, school_year, school_code)
    where
        facts.county_code = $county_code and facts.school_year = $school_year
        and facts.ruleset_code = $ruleset_code and facts.status = 'no_data'
    union all by name
    select null as town_code, stage, indicator_code, printed_value, threshold, status
    from marts.fct_county_indicator inner join marts.dim_indicator using (indicator_code)
    where
        county_code = $county_code and school_year = $school_year and ruleset_code = $ruleset_code
        and status = 'no_data' and dimension is null and grain not in ('school', 'school_stage')
),

rows as (select * from lacking union all by name select * from unknown),

comparisons as (
    select distinct limits.indicator_code, words.word as comparison
    from marts.dim_threshold as limits
    inner join marts.dim_code_word as words
        on words.word_kind = 'comparison' and words.code = limits.comparison
    where limits.ruleset_code = $ruleset_code
)

select
    rows.* exclude (indicator_code), comparisons.comparison, towns.town_name, schools.school_name,
    answering.departments, {INDICATOR_COLUMNS}
from rows
{INDICATOR_TABLES}
left join comparisons using (indicator_code)
left join marts.dim_town as towns on towns.county_code = $county_code and rows.town_code = towns.town_code
left join marts.dim_school as schools
    on
        schools.county_code = $county_code and schools.school_year = $school_year
        and rows.school_code = schools.school_code
order by
    rows.status = 'no_data', indicators.sort_order, {order_of("rows.stage")}, rows.town_code nulls first,
    rows.school_code, rows.dimension
"""
DEPARTMENTS = """
select department_code as code, department_name as name from marts.dim_county_department
where county_code = $county_code order by department_code
"""
TOWNS = """
select town_code as code, town_name as name from marts.dim_town
where county_code = $county_code order by town_code
"""
TOTALS = f"""
select
    totals.department_code, totals.town_code, totals.stage, totals.lacking, totals.no_data,
    totals.printed_shortfall, totals.shortfall_unit, indicators.indicator_code, indicators.indicator_name
from marts.fct_shortfall_total as totals
inner join marts.dim_indicator as indicators using (indicator_code)
where
    totals.county_code = $county_code and totals.school_year = $school_year
    and totals.ruleset_code = $ruleset_code
order by indicators.sort_order, {order_of("totals.stage")}
"""
ANSWERING = """
select indicator_code, department_code from marts.bridge_county_indicator_department
where county_code = $county_code
"""
COLUMNS = ("镇街", "学校标识码", "学校名称", "学段", "指标代码", "指标名称")
COLUMN_WIDTHS = (10.0, 12.0, 20.0, 6.0, 6.0, 30.0, *WIDTHS)
SUMMARY_COLUMNS = (
    "指标代码",
    "指标名称",
    "学段",
    "未达标",
    "缺口合计",
    "缺口单位",
    "缺数据",
)
SUMMARY_WIDTHS = (10.0, 38.0, 6.0, 8.0, 13.0, 9.0, 8.0)
HOW_TO_ADD = (
    "未达标、缺数据按学校（或县、镇街、学科）计数。同一所一贯制学校的两个学段共用的校舍、场地和设备，各行都按全校需要计，小学、初中两行不可相加；"
    "由几个部门共同负责的缺口在每个部门的清单里各有一行，不可跨部门相加。缺数据不是没有缺口。"
)
Row = dict[str, Any]
ByScope = dict[Scope, list[Row]]


def write_shortfalls(
    connection: duckdb.DuckDBPyConnection, version: Version, scopes: Sequence[Scope], folder: Path
) -> Iterator[Path]:
    """Write a list for every department and every town of a county; gives each path as it is written.

    Args:
        connection: the version, open.
        version: the version, for what is said about it.
        scopes: of what they speak; they differ by ruleset only.
        folder: where they are written.
    """
    words = verdict_words(connection)
    lists = {scope: records(connection, LACKING, scope.parameters) for scope in scopes}
    totals = {scope: records(connection, TOTALS, scope.parameters) for scope in scopes}
    answering: dict[str, set[str]] = {}
    county = {"county_code": scopes[0].county_code}
    for row in records(connection, ANSWERING, county):
        answering.setdefault(row["department_code"], set()).add(row["indicator_code"])

    for department in records(connection, DEPARTMENTS, county):
        codes = answering.get(department["code"], set())
        path = folder / file_name(f"部门 {department['name']}")
        yield _write_list(
            path,
            version,
            words,
            department["name"],
            _of(totals, partial(_is_of, "department_code", {department["code"]})),
            _of(lists, partial(_is_of, "indicator_code", codes)),
        )
    for town in records(connection, TOWNS, county):
        path = folder / file_name(f"镇街 {town['name']}")
        of_town = partial(_is_of, "town_code", {town["code"]})
        yield _write_list(path, version, words, town["name"], _of(totals, of_town), _of(lists, of_town))


def _of(rows: ByScope, is_one: Callable[[Row], bool]) -> ByScope:
    return {scope: [row for row in of_scope if is_one(row)] for scope, of_scope in rows.items()}


def _is_of(column: str, codes: Collection[str], row: Row) -> bool:
    return row[column] in codes


def _write_list(
    path: Path, version: Version, words: dict[str, str], name: str, totals: ByScope, lists: ByScope
) -> Path:
    with Book(path, version, words) as book:
        _add_summary(book.page("汇总", SUMMARY_WIDTHS, landscape=False), name, totals)
        for scope, rows in lists.items():
            _add_list(book.page(sheet_name(scope.ruleset_name), COLUMN_WIDTHS), name, scope, rows)
        add_about(book, list(lists))
    return path


def _add_summary(page: Page, name: str, totals: ByScope) -> None:
    first = next(iter(totals))
    page.head(f"{name}　缺口汇总", f"{first.county_name}（{first.county_code}）　{first.years}")
    page.line(HOW_TO_ADD)
    for scope, rows in totals.items():
        page.row += 1
        page.line(scope.ruleset_name, "section")
        page.headings(SUMMARY_COLUMNS)
        if not rows:
            page.cell(page.row, 0, "没有未达标的，也没有缺数据的。", across=len(SUMMARY_COLUMNS))
            page.row += 1
        for row in rows:
            _add_total(page, row)


def _add_total(page: Page, row: Row) -> None:
    page.cell(page.row, 0, row["indicator_code"], "code")
    page.cell(page.row, 1, row["indicator_name"])
    page.cell(page.row, 2, row["stage"] or NOT_SET, "code")
    page.figure(page.row, 3, row["lacking"])
    if row["printed_shortfall"] is None:
        page.cell(page.row, 4, NOT_SET, "code")
    else:
        page.figure(page.row, 4, row["printed_shortfall"])
    page.cell(page.row, 5, row["shortfall_unit"] or NOT_SET, "code")
    page.figure(page.row, 6, row["no_data"])
    page.row += 1


def _add_list(page: Page, name: str, scope: Scope, rows: Sequence[Row]) -> None:
    page.head(
        f"{name}　缺口清单",
        f"{scope.county_name}（{scope.county_code}）　{scope.years}　{scope.ruleset_name}",
    )
    headings = page.row
    page.headings([*COLUMNS, *HEADINGS], repeat_from=headings)
    for row in rows:
        detail = f"（{row['dimension']}）" if row["dimension"] else ""
        page.cell(page.row, 0, row["town_name"] or "全县")
        page.cell(page.row, 1, row["school_code"] or NOT_SET, "code")
        page.cell(page.row, 2, row["school_name"] or NOT_SET)
        page.cell(page.row, 3, row["stage"] or NOT_SET, "code")
        page.cell(page.row, 4, row["indicator_code"], "code")
        page.cell(page.row, 5, f"{row['indicator_name']}{detail}")
        fill_judged(page, len(COLUMNS), row)
        page.row += 1
    page.filter(headings)
