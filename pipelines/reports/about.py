"""The page 说明: from which version, school year, rules and files a workbook was computed.

What does not belong here: the figures themselves.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import duckdb

from pipelines.local_time import local_time, zone_name
from pipelines.reports.scope import Scope
from pipelines.reports.words import order_of
from pipelines.warehouse.reading import records
from pipelines.warehouse.words import ALL_AREAS
from pipelines.workbooks.page import Book, Page

SHEET = "说明"
WIDTHS = (24, 46, 10, 16, 12, 16, 18)
RULESET = """
unpivot (
    select columns(* exclude (标准代码, 标准名称, 英文名称, 标准值来源层, 适用县代码))::text
    from bi.评价标准 where 标准代码 = $ruleset_code
)
on columns(*) into name name value meaning
"""
"""Whatever a ruleset says beside where its thresholds come from, in the words of its view."""
RECOGNITION = f"""
select area, items_total, items_met, items_unmet, items_no_data, verdict from marts.fct_recognition
where county_code = $county_code and school_year = $school_year and ruleset_code = $ruleset_code
order by
    area = {ALL_AREAS},
    (
        select min(sort_order) from marts.dim_indicator as indicators
        where indicators.area = fct_recognition.area
    )
"""
THRESHOLDS = f"""
select
    indicators.indicator_code, indicators.indicator_name, indicators.unit, limits.stage,
    coalesce(kinds_of_school.school_type, limits.school_type_code) as school_type,
    words.word as comparison, limits.threshold,
    limits.floor, limits.cv_limit,
    kinds.word as evidence
from marts.dim_threshold as limits
inner join marts.dim_indicator as indicators using (indicator_code)
left join marts.dim_code_word as words on words.word_kind = 'comparison' and words.code = limits.comparison
left join marts.dim_code_word as kinds
    on kinds.word_kind = 'indicator_kind' and kinds.code = indicators.kind and indicators.kind = 'evidence'
left join (select distinct school_type_code, school_type from marts.dim_school) as kinds_of_school
    on limits.school_type_code = kinds_of_school.school_type_code
where limits.ruleset_code = $ruleset_code
order by indicators.sort_order, {order_of("limits.stage")}, limits.school_type_code nulls first
"""
FILES = """
with used as (
    select file_id from marts.fct_school_measure
    where county_code = $county_code and school_year = $school_year
    union
    select file_id from marts.fct_county_measure
    where county_code = $county_code and school_year = $school_year
    union
    select file_id from quality.file_version
    where county_code = $county_code and school_year = $school_year
)

select
    array_to_string(
        list_sort(list_distinct(list(coalesce(datasets.dataset_name, sheets.dataset)))), '、'
    ) as datasets,
    files.county_code || '/' || files.school_year || '/' || files.path as path,
    left(files.sha256, 12) as sha256,
    strftime(min(files.received_at), '%Y-%m-%d') as received_on
from quality.file_version as files
inner join used using (file_id)
inner join quality.sheet_version as sheets on files.file_id = sheets.file_id
left join marts.dim_dataset as datasets on sheets.dataset = datasets.dataset
where sheets.state = 'in_force' and sheets.dataset is not null
group by files.file_id, files.county_code, files.school_year, files.path, files.sha256
order by datasets, path
"""
"""The files in force behind the figures: what lies in the folder, and what names the year from elsewhere."""
NOT_SET = "—"
HOW_TO_READ = (
    "数字按申报表的规定取整：学校指标值和全县平均值两位小数，差异系数三位，百分比一位，其余为整数；达标与否按取整前的数判定。",
    "未达标、达到85%未达标、缺数据的格子有底色，并写明判定；缺数据不是 0，也不算达标。",
)


def add_about(book: Book, scopes: Sequence[Scope]) -> Page:
    """Add the page to a workbook.

    Args:
        book: the workbook.
        scopes: of what it speaks; they differ by ruleset only.
    """
    page = book.page(SHEET, WIDTHS)
    first = scopes[0]
    page.head(SHEET)
    known_on, zone = book.version.manifest["as_known_on"], book.version.time_zone
    for name, text in [
        ("县（市、区）", f"{first.county_name}（{first.county_code}）"),
        ("学年", first.years),
        ("评价标准", "；".join(f"{one.ruleset_name}（{one.ruleset_code}）" for one in scopes)),
        ("数据版本", book.version.name),
        ("发布时间", f"{local_time(book.version.created_at, zone)}（{zone_name(zone)}）"),
        *([("数据截至", f"{local_time(known_on, zone)}（{zone_name(zone)}）")] if known_on else []),
        ("怎样读", "\n".join(HOW_TO_READ)),
    ]:
        _pair(page, name, text)
    return page


def add_sources(page: Page, connection: duckdb.DuckDBPyConnection, scope: Scope) -> None:
    """Add to the page how far the county has come, the rules, and the files that were read."""
    _add_recognition(page, connection, scope)
    _add_rules(page, connection, scope)
    _add_files(page, connection, scope)


def _pair(page: Page, name: str, text: str | None) -> None:
    page.cell(page.row, 0, name, "heading")
    page.cell(page.row, 1, text, across=len(WIDTHS) - 1)
    page.row += 1


def _section(page: Page, title: str, headings: Sequence[str]) -> None:
    page.row += 1
    page.line(title, "section")
    page.headings(headings)


def _add_recognition(page: Page, connection: duckdb.DuckDBPyConnection, scope: Scope) -> None:
    _section(
        page,
        f"认定进度：{scope.ruleset_name}",
        ["评价方面", "", "项目数", "达标", "未达标", "缺数据", "结论"],
    )
    for row in records(connection, RECOGNITION, scope.parameters):
        page.cell(page.row, 0, row["area"], across=2)
        for column, name in enumerate(("items_total", "items_met", "items_unmet", "items_no_data"), start=2):
            page.figure(page.row, column, row[name])
        page.verdict(page.row, 6, row["verdict"])
        page.row += 1


def _add_rules(page: Page, connection: duckdb.DuckDBPyConnection, scope: Scope) -> None:
    page.row += 1
    page.line(f"口径：{scope.ruleset_name}", "section")
    for row in records(connection, RULESET, {"ruleset_code": scope.ruleset_code}):
        _pair(page, row["name"], row["meaning"])
    _section(
        page,
        f"标准值：{scope.ruleset_name}",
        ["指标代码", "指标名称", "学段", "标准值", "85%底线", "差异系数限值", "单位"],
    )
    for row in records(connection, THRESHOLDS, {"ruleset_code": scope.ruleset_code}):
        _add_threshold(page, row)


def _add_threshold(page: Page, row: dict[str, Any]) -> None:
    kind = f"（{row['school_type']}）" if row["school_type"] else ""
    page.cell(page.row, 0, row["indicator_code"], "code")
    page.cell(page.row, 1, f"{row['indicator_name']}{kind}")
    page.cell(page.row, 2, row["stage"] or NOT_SET, "code")
    limit = row["evidence"] or f"{row['comparison']} {row['threshold']:,g}"
    page.cell(page.row, 3, limit, "code")
    for column, name in ((4, "floor"), (5, "cv_limit")):
        page.cell(page.row, column, NOT_SET if row[name] is None else row[name], "figure")
    page.cell(page.row, 6, row["unit"] or NOT_SET, "code")
    page.row += 1


def _add_files(page: Page, connection: duckdb.DuckDBPyConnection, scope: Scope) -> None:
    _section(page, "来源文件", ["数据集", "路径", "", "", "", "收到日期", "SHA-256（前12位）"])
    for row in records(connection, FILES, scope.of_year):
        page.cell(page.row, 0, row["datasets"])
        page.cell(page.row, 1, row["path"], across=4)
        page.cell(page.row, 5, row["received_on"], "code")
        page.cell(page.row, 6, row["sha256"], "code")
        page.row += 1
