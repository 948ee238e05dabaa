"""学校自评表: one workbook a school, with everything the school is judged by and what it lacks.

A1 are the resource indicators, stage by stage, so a mixed school has both; A2 everything else that is judged
school by school. One sheet a ruleset. What does not belong here: what only the county is judged by
(application).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import duckdb

from pipelines.errors import WrongCall
from pipelines.reports.about import add_about
from pipelines.reports.judged import HEADINGS, INDICATOR_COLUMNS, INDICATOR_TABLES, WIDTHS, fill_judged
from pipelines.reports.scope import Scope
from pipelines.reports.words import order_of, verdict_words
from pipelines.sentences import Sentence
from pipelines.warehouse.reading import records
from pipelines.warehouse.versions import Version
from pipelines.workbooks.names import file_name, sheet_name
from pipelines.workbooks.page import Book, Page

SCHOOLS = """
select school_code, school_name, school_type, town_name, ownership, urban_rural from marts.dim_school
where
    county_code = $county_code and school_year = $school_year
    and ($school is null or school_code = $school)
    and school_code in (
        select school_code from marts.fct_school_indicator
        where county_code = $county_code and school_year = $school_year
    )
order by town_code, school_code
"""
FIGURES = f"""
select
    facts.school_code, facts.stage, facts.is_suppressed, facts.printed_value,
    comparisons.word as comparison, facts.threshold, facts.status, facts.printed_shortfall,
    facts.shortfall_unit, answering.departments, {INDICATOR_COLUMNS}
from marts.fct_school_indicator as facts
{INDICATOR_TABLES}
left join marts.dim_code_word as comparisons
    on comparisons.word_kind = 'comparison' and comparisons.code = facts.comparison
where
    facts.county_code = $county_code and facts.school_year = $school_year
    and facts.ruleset_code = $ruleset_code and ($school is null or facts.school_code = $school)
order by facts.school_code, {order_of("facts.stage")}, indicators.sort_order
"""
COMPLIANCE = f"""
select
    school_code, stage, pupils, indicators_met, indicators_near, indicators_unmet, indicators_no_data, verdict
from marts.fct_school_compliance
where
    county_code = $county_code and school_year = $school_year and ruleset_code = $ruleset_code
    and ($school is null or school_code = $school)
order by school_code, {order_of("stage")}
"""
RESOURCES = "资源配置"
COLUMNS = ("指标代码", "指标名称", "学段")
COLUMN_WIDTHS = (10.0, 50.0, 7.0, *WIDTHS)


class NoSuchSchool(WrongCall):
    """The school is not judged in the county and year."""

    def __init__(self, school: str, scope: Scope) -> None:
        super().__init__(
            Sentence(
                "{county_name}（{county_code}）{year}-{next_year}学年没有要评价的学校 {school}；"
                '学校标识码见 junheng query "from bi.学校"。',
                county_name=scope.county_name,
                county_code=scope.county_code,
                year=scope.school_year,
                next_year=scope.school_year + 1,
                school=school,
            )
        )


def write_schools(
    connection: duckdb.DuckDBPyConnection,
    version: Version,
    scopes: Sequence[Scope],
    folder: Path,
    school: str | None = None,
) -> Iterator[Path]:
    """Write the self-assessments of a county's schools, one by one; gives each path as it is written.

    Args:
        connection: the version, open.
        version: the version, for what is said about it.
        scopes: of what they speak; they differ by ruleset only.
        folder: where they are written.
        school: this school's code only.

    Raises:
        NoSuchSchool: the school is not judged.
    """
    asked = scopes[0].of_year | {"school": school}
    schools = records(connection, SCHOOLS, asked)
    if school and not schools:
        raise NoSuchSchool(school, scopes[0])
    words = verdict_words(connection)
    figures = {one: _by_school(connection, FIGURES, one, school) for one in scopes}
    compliance = {one: _by_school(connection, COMPLIANCE, one, school) for one in scopes}
    for one in schools:
        code = one["school_code"]
        path = folder / file_name(f"{code} {one['school_name']}")
        with Book(path, version, words) as book:
            for scope in scopes:
                page = book.page(sheet_name(scope.ruleset_name), COLUMN_WIDTHS)
                _fill(page, one, scope, figures[scope].get(code, []), compliance[scope].get(code, []))
            add_about(book, scopes)
        yield path


def _by_school(
    connection: duckdb.DuckDBPyConnection, sql: str, scope: Scope, school: str | None
) -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = {}
    for row in records(connection, sql, scope.parameters | {"school": school}):
        found.setdefault(row["school_code"], []).append(row)
    return found


def _fill(
    page: Page,
    school: dict[str, Any],
    scope: Scope,
    figures: Sequence[dict[str, Any]],
    compliance: Sequence[dict[str, Any]],
) -> None:
    kind = (school[name] for name in ("town_name", "school_type", "ownership", "urban_rural"))
    page.head(
        f"{school['school_name']}　学校自评表",
        f"{scope.county_name}　{scope.years}　{scope.ruleset_name}",
        "　".join([f"学校标识码 {school['school_code']}", *(one for one in kind if one)]),
    )
    resources = [row for row in figures if row["area"] == RESOURCES]
    page.line(f"A1 {RESOURCES}", "section")
    page.headings([*COLUMNS, *HEADINGS], repeat_from=page.row)
    for row in resources:
        _fill_row(page, row)
    _fill_compliance(page, compliance)
    for area in dict.fromkeys(row["area"] for row in sorted(figures, key=lambda row: int(row["sort_order"]))):
        if area != RESOURCES:
            page.row += 1
            page.line(f"A2 {area}", "section")
            page.headings([*COLUMNS, *HEADINGS])
            of_area = (row for row in figures if row["area"] == area)
            for row in sorted(of_area, key=lambda row: int(row["sort_order"])):
                _fill_row(page, row)


def _fill_row(page: Page, row: dict[str, Any]) -> None:
    page.cell(page.row, 0, row["indicator_code"], "code")
    page.cell(page.row, 1, row["indicator_name"])
    page.cell(page.row, 2, row["stage"] or "全校", "code")
    fill_judged(page, len(COLUMNS), row)
    page.row += 1


def _fill_compliance(page: Page, compliance: Sequence[dict[str, Any]]) -> None:
    """Whether each stage passes as a whole, with how many indicators have which verdict."""
    if not compliance:
        page.line("本校没有计入资源配置评价的学段。")
    for row in compliance:
        said = (
            f"达标 {row['indicators_met']} 项，达到85%未达标 {row['indicators_near']} 项，"
            f"不足85% {row['indicators_unmet']} 项，缺数据 {row['indicators_no_data']} 项"
        )
        page.cell(page.row, 0, "综合评估", "heading", across=2)
        page.cell(page.row, 2, row["stage"], "code")
        page.cell(page.row, 3, f"在校生 {row['pupils']} 人", "code", across=3)
        page.verdict(page.row, 6, row["verdict"])
        page.cell(page.row, 7, said, across=3)
        page.row += 1
