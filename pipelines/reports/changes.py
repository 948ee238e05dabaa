"""数据变动: what moved since the version before, for people: from what to what, because of which file.

One workbook a county, a sheet a ruleset. What does not belong here: what moved, and the words for it
(`bi.变动说明`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby
from pathlib import Path
from typing import Any

import duckdb

from pipelines.local_time import local_time, zone_name
from pipelines.reports.about import add_about
from pipelines.reports.scope import Scope
from pipelines.reports.words import order_of, verdict_words
from pipelines.warehouse.reading import records
from pipelines.warehouse.versions import Version, published_at
from pipelines.workbooks.names import sheet_name
from pipelines.workbooks.page import Book, Page

MOVED = f"""
select
    moved.上一版本 as previous_version, moved.学年 as school_year, moved.标准代码 as ruleset_code,
    moved.标准名称 as ruleset_name, moved.学校名称 as school_name, moved.学校代码 as school_code,
    towns.town_name, moved.学段 as stage,
    moved.评价方面 as area, moved.指标代码 as indicator_code, moved.指标名称 as indicator_name,
    moved.明细 as dimension, moved.表名 = 'fct_county_balance' as is_coefficient,
    moved.表名 = 'fct_school_compliance' as is_whole_school,
    moved.变动前 as before, moved.变动后 as after, moved.单位 as unit,
    moved.判定变动前 as word_before, moved.判定变动后 as word_after,
    moved.方向代码 as movement, moved.方向 as way, moved.文件 as files
from bi.变动说明 as moved
left join marts.dim_town as towns
    on moved.县代码 = towns.county_code and moved.镇街代码 = towns.town_code
left join marts.dim_code_word as ways on ways.word_kind = 'movement' and ways.code = moved.方向代码
left join marts.dim_indicator as indicators on moved.指标代码 = indicators.indicator_code
where moved.县代码 = $county_code
order by
    moved.标准代码, moved.学年 desc, moved.方向代码 = 'same', moved.学校代码 is not null, ways.sort_order,
    indicators.sort_order, {order_of("moved.学段")}, moved.镇街代码, moved.学校代码, moved.明细
"""
COLUMNS = (
    "判定怎样变",
    "镇街",
    "学校",
    "学段",
    "指标",
    "变动前",
    "变动后",
    "单位",
    "原判定",
    "现判定",
    "因为哪个文件",
)
WIDTHS = (13.0, 11.0, 22.0, 6.0, 30.0, 11.0, 11.0, 6.0, 15.0, 15.0, 34.0)
NOT_SET, COUNTY = "—", "全县"
HOW_TO_READ = (
    "先列判定有变的，后列只是数值变了的；各先列全县的，后列学校的。数字按申报表的规定取整，判定按取整前的数；判定没有变的，"
    "“原判定”“现判定”写“—”。一项变动由几个文件引起的，列出三个以内。"
)
Row = dict[str, Any]


def write_changes(connection: duckdb.DuckDBPyConnection, version: Version, scope: Scope, path: Path) -> bool:
    """Write the list of a county.

    Args:
        connection: the version, open.
        version: the version, for what is said about it.
        scope: whose changes; all rulesets and school years are in the list.
        path: where it is written.

    Returns:
        Whether anything moved; where nothing did, nothing is written.
    """
    moved = records(connection, MOVED, {"county_code": scope.county_code})
    if not moved:
        return False
    with Book(path, version, verdict_words(connection)) as book:
        for (_, name), of_ruleset in groupby(
            moved, key=lambda row: (row["ruleset_code"], row["ruleset_name"])
        ):
            _add_sheet(book, scope, name, list(of_ruleset))
        add_about(book, [scope])
    return True


def _add_sheet(book: Book, scope: Scope, ruleset: str, rows: Sequence[Row]) -> None:
    page = book.page(sheet_name(ruleset), WIDTHS)
    page.head(
        "数据变动", f"{scope.county_name}（{scope.county_code}）　{ruleset}", _between(book.version, rows)
    )
    page.line(_counted(rows))
    page.line(HOW_TO_READ)
    by_year = [list(of_year) for _, of_year in groupby(rows, key=lambda row: int(row["school_year"]))]
    for of_year in by_year:
        years = replace(scope, school_year=of_year[0]["school_year"]).years
        headings = _add_year(page, years, of_year, is_first=of_year is by_year[0])
    if len(by_year) == 1:
        page.filter(headings)


def _add_year(page: Page, years: str, rows: Sequence[Row], *, is_first: bool) -> int:
    """Add the table of a school year; returns the row of its headings."""
    page.row += 1
    page.line(years, "section")
    headings = page.row
    page.headings(COLUMNS, repeat_from=headings if is_first else None)
    for row in rows:
        _add_row(page, row)
    return headings


def _add_row(page: Page, row: Row) -> None:
    page.cell(page.row, 0, row["way"], "verdict", status=row["movement"])
    page.cell(page.row, 1, row["town_name"] or NOT_SET)
    page.cell(page.row, 2, row["school_name"] or row["school_code"] or COUNTY)
    page.cell(page.row, 3, row["stage"] or NOT_SET, "code")
    page.cell(page.row, 4, _figure(row))
    for column, name in ((5, "before"), (6, "after")):
        if row[name] is None:
            page.cell(page.row, column, NOT_SET, "code")
        else:
            page.figure(page.row, column, row[name])
    page.cell(page.row, 7, row["unit"] or NOT_SET, "code")
    page.cell(page.row, 8, row["word_before"] or NOT_SET, "code")
    page.cell(page.row, 9, row["word_after"] or NOT_SET, "code")
    page.cell(page.row, 10, f"《{row['files']}》" if row["files"] else NOT_SET)
    page.row += 1


def _figure(row: Row) -> str:
    """What moved: an indicator, its coefficient, whether a school passes, or an area of recognition."""
    named = " ".join(part for part in (row["indicator_code"], row["indicator_name"]) if part)
    if not named:
        named = "学校是否通过" if row["is_whole_school"] else f"认定：{row['area']}"
    detail = f"（{row['dimension']}）" if row["dimension"] else ""
    return f"{named}{detail}{'　差异系数' if row['is_coefficient'] else ''}"


def _between(version: Version, rows: Sequence[Row]) -> str:
    """Of which two versions it speaks, by the clock on the wall."""
    zone = version.time_zone
    before = published_at(rows[0]["previous_version"])
    return (
        f"{local_time(before, zone)} → {local_time(version.created_at, zone)}（{zone_name(zone)}）　"
        f"版本 {rows[0]['previous_version']} → {version.name}"
    )


def _counted(rows: Sequence[Row]) -> str:
    """How many moved which way."""
    counted: dict[str, int] = {}
    for row in rows:
        counted[row["way"]] = len([one for one in rows if one["way"] == row["way"]])
    return "，".join(f"{way} {number} 项" for way, number in counted.items())
