"""缺口清单: per department and per town, which school lacks how much of what, and what is still without data.

One workbook each, a summary in front and a list a ruleset: what there should be, what there is, what is
missing, in one unit an indicator. What a mixed school lacks of shared rooms and grounds is what the whole
campus needs, so quantities are summed within a stage only. What does not belong here: who answers for an
indicator, which the marts hold, and how a list is laid out (shortfall_list).
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import duckdb

from pipelines.reports.about import add_about
from pipelines.reports.judged import INDICATOR_COLUMNS, INDICATOR_TABLES, NOT_SET
from pipelines.reports.scope import Scope
from pipelines.reports.shortfall_list import add_list, amounts
from pipelines.reports.words import order_of, verdict_words
from pipelines.warehouse.reading import records
from pipelines.warehouse.versions import Version
from pipelines.workbooks.names import file_name
from pipelines.workbooks.page import Book, Page

LACKING = f"""
with lacking as (
    select distinct
        town_code, school_code, stage, indicator_code, dimension, value, printed_value, threshold,
        printed_required, printed_actual, printed_shortfall, shortfall_unit, status, is_suppressed
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

-- what reads as its threshold and is on the wrong side of it unrounded
flips as (
    select distinct school_code, stage, indicator_code, dimension, true as flips
    from marts.fct_verdict_flip
    where
        county_code = $county_code and school_year = $school_year and ruleset_code = $ruleset_code
        and cause = 'rounding'
),

comparisons as (
    select distinct limits.indicator_code, words.word as comparison
    from marts.dim_threshold as limits
    inner join marts.dim_code_word as words
        on words.word_kind = 'comparison' and words.code = limits.comparison
    where limits.ruleset_code = $ruleset_code
)

select
    rows.* exclude (indicator_code), comparisons.comparison, towns.town_name, schools.school_name,
    answering.departments, flips.flips, {INDICATOR_COLUMNS}
from rows
{INDICATOR_TABLES}
left join comparisons using (indicator_code)
left join flips
    on
        rows.indicator_code = flips.indicator_code
        and rows.school_code is not distinct from flips.school_code
        and rows.stage is not distinct from flips.stage
        and rows.dimension is not distinct from flips.dimension
left join marts.dim_town as towns on towns.county_code = $county_code and rows.town_code = towns.town_code
left join marts.dim_school as schools
    on
        schools.county_code = $county_code and schools.school_year = $school_year
        and rows.school_code = schools.school_code
order by
    indicators.sort_order, rows.status = 'no_data', {order_of("rows.stage")}, rows.town_code nulls first,
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
    totals.printed_required, totals.printed_actual, totals.printed_shortfall, totals.shortfall_unit,
    indicators.indicator_code, indicators.indicator_name
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
SUMMARY_COLUMNS = ("指标", "学段", "未达标", "缺数据", "应有", "实有", "缺", "单位")
SUMMARY_WIDTHS = (42.0, 6.0, 8.0, 8.0, 12.0, 12.0, 12.0, 7.0)
HOW_TO_ADD = (
    "未达标、缺数据按学校（或县、镇街、学科）计数；应有、实有、缺只合计未达标的，越少越好的指标，“应有”是上限，“缺”是超出的。"
    "同一所一贯制学校的两个学段共用的校舍、场地和设备，各行都按全校需要计，小学、初中两行不可相加；"
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
            if rows:
                add_list(book, name, scope, rows, totals[scope])
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
    page.cell(page.row, 0, f"{row['indicator_code']} {row['indicator_name']}")
    page.cell(page.row, 1, row["stage"] or NOT_SET, "code")
    page.figure(page.row, 2, row["lacking"])
    page.figure(page.row, 3, row["no_data"])
    amounts(page, 4, row)
    page.cell(page.row, 7, row["shortfall_unit"] or NOT_SET, "code")
    page.row += 1
