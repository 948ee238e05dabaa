"""区域比较: the counties of a province beside each other, with those that are kept or missing named.

One workbook a province, one sheet a ruleset: the province, its prefectures, its counties; and one of what
stands in two counties at once. What does not belong here: the figures and ranks (`marts.fct_league`).
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb

from pipelines.reports.paths import league_path
from pipelines.reports.words import order_of, verdict_words
from pipelines.warehouse.reading import records
from pipelines.warehouse.regions import OF_COUNTY, larger_first_in_sql, province_in_sql
from pipelines.warehouse.versions import Version
from pipelines.warehouse.words import WHOLE
from pipelines.workbooks.names import sheet_name
from pipelines.workbooks.page import Book, Page

PROVINCES = f"""
select distinct {province_in_sql("区域代码")} as code, any_value(所属省) as name
from bi.区域比较 where 区域类别 = '{OF_COUNTY}' group by all order by code
"""
ROWS = f"""
with newest as (
    select 标准代码, max(学年) as 学年 from bi.区域比较
    where left(区域代码, 2) = left($province, 2) and 区域类别 = '{OF_COUNTY}'
    group by 标准代码
)
select
    标准名称 as ruleset, 学年名称 as years, 区域类别 as kind, 区域代码 as code, 区域名称 as name,
    所属市 as prefecture, 状况 as state, 数据代码 as figure, 数据名称 as figure_name, 学段 as stage,
    {WHOLE} as whole,
    显示值 as value, 单位 as unit, 省内名次 as in_province, 县数 as total, 有数据县数 as counted,
    沿用旧数据县数 as kept,
    kinds.figure_order, kinds.decimals, coalesce({order_of("学段")}, 0) as stage_order
from bi.区域比较
inner join newest using (标准代码, 学年)
left join marts.dim_league_figure as kinds on split_part(数据代码, '/', 1) = kinds.figure_kind
where left(区域代码, 2) = left($province, 2)
order by
    标准代码, {larger_first_in_sql("区域类别")}, 区域代码, figure_order, 数据代码,
    stage_order
"""
TWICE = """
select
    学年名称 as years, 区域名称 as name, 数据集名称 as register, 学校名称 as school, 学校代码 as code,
    另一区域名称 as other, 条数 as entries
from bi.跨县重复 where left(区域代码, 2) = left($province, 2)
order by 学年 desc, 区域代码, 数据集代码, 学校代码, 另一区域代码
"""
TWICE_HEADINGS = ("学年", "县", "登记表、名册", "学校", "学校标识码", "另一个县", "重复（所、人）")
TWICE_WIDTHS = (14.0, 20.0, 16.0, 28.0, 14.0, 20.0, 14.0)
FIRST = ("区域", "类别", "所属市", "状况", "县数")
WIDTHS = (24.0, 8.0, 16.0, 12.0, 26.0)
FIGURE_WIDTH = 12.0
SIZE = "pupils"
"""The figure that every county with any school has."""
ORDER = ("figure_order", "figure", "stage_order")
PASSES = "passes/"
"""How the figures begin that are verdicts."""
Key = tuple[str, str]


def write_leagues(connection: duckdb.DuckDBPyConnection, version: Version, reports: Path) -> Iterator[Path]:
    """Write a workbook for every province; gives each path as it is written.

    Args:
        connection: the version, open.
        version: the version, for what is said about it.
        reports: where they are written.
    """
    words = verdict_words(connection)
    for province in records(connection, PROVINCES):
        path = league_path(reports, province["name"])
        by_ruleset: dict[str, list[dict[str, Any]]] = {}
        for row in records(connection, ROWS, {"province": province["code"]}):
            by_ruleset.setdefault(row["ruleset"], []).append(row)
        with Book(path, version, words) as book:
            for ruleset, rows in by_ruleset.items():
                _fill(book, province["name"], ruleset, rows)
            _fill_twice(book, province["name"], records(connection, TWICE, {"province": province["code"]}))
        yield path


def _fill(book: Book, province: str, ruleset: str, rows: list[dict[str, Any]]) -> None:
    """A sheet: what is compared goes across, each with its rank in the province where it has one."""
    figures: dict[Key, dict[str, Any]] = {}
    regions: dict[str, dict[Key, dict[str, Any]]] = {}
    for row in rows:
        key = row["figure"], row["stage"]
        figures.setdefault(key, row)
        regions.setdefault(row["code"], {})[key] = row
    ordered = sorted(figures, key=lambda key: tuple(figures[key][name] for name in ORDER))
    ranked = {key for key in ordered if any(of.get(key, {}).get("in_province") for of in regions.values())}
    headings = [*FIRST]
    for key in ordered:
        headings += [_heading(figures[key]), *(["省内名次"] if key in ranked else [])]
    page = book.page(sheet_name(ruleset), (*WIDTHS, *(FIGURE_WIDTH for _ in headings[len(FIRST) :])))
    page.head(
        f"{province}区域比较　{ruleset}",
        f"{rows[0]['years']} · 市、省是有数据的各县相加，或按在校生加权平均",
        "名次只在有数据的县之间比；缺数据不是 0，也不算达标",
    )
    first = page.row
    page.headings(headings, repeat_from=first)
    for of_region in regions.values():
        _region(page, of_region, ordered, ranked)
    page.filter(first)


def _fill_twice(book: Book, province: str, rows: list[dict[str, Any]]) -> None:
    """A sheet of what stands in the registers of two counties at once; none where nothing does."""
    if not rows:
        return
    page = book.page(sheet_name("跨县重复"), TWICE_WIDTHS)
    page.head(
        f"{province}同时在两个县登记的学校、学生、教师",
        "两个县都计入了，请两县核对，认定归哪个县；自己编的号也会碰巧相同，身份证件号不同的不算",
        "按编号的散列值比对，不含个人信息",
    )
    first = page.row
    page.headings(TWICE_HEADINGS, repeat_from=first)
    for row in rows:
        for column, value in enumerate(row.values()):
            is_figure = isinstance(value, int)
            page.cell(
                page.row, column, value, "figure" if is_figure else "code", decimals=0 if is_figure else None
            )
        page.row += 1
    page.filter(first)


def _region(page: Page, of_region: dict[Key, dict[str, Any]], ordered: list[Key], ranked: set[Key]) -> None:
    one = next(iter(of_region.values()))
    county = one["kind"] == OF_COUNTY
    state = (one["state"] or "") if county else ""
    of_size = next((row for (figure, _), row in of_region.items() if figure == SIZE), one)
    counted, kept = of_size["counted"], of_size["kept"]
    told = "" if county else f"共 {one['total']}，有数据 {counted}，沿用旧数据 {kept}"
    for column, text in enumerate(
        (one["name"], one["kind"], one["prefecture"] if county else "", state, told)
    ):
        page.cell(page.row, column, text or "—", "code" if column else "label")
    column = len(FIRST)
    for key in ordered:
        row = of_region.get(key)
        value = row["value"] if row else None
        if county and key[0].startswith(PASSES) and value is not None:
            page.cell(page.row, column, "通过" if value else "未通过", "code")
        else:
            page.cell(page.row, column, value, "figure", decimals=row["decimals"] if row else None)
        column += 1
        if key in ranked:
            rank = row["in_province"] if row else None
            page.cell(page.row, column, rank if rank else "—", "code", decimals=0)
            column += 1
    page.row += 1


def _heading(row: dict[str, Any]) -> str:
    stage = "" if row["stage"] == row["whole"] else f"（{row['stage']}）"
    unit = f"，{row['unit']}" if row["unit"] else ""
    return f"{row['figure_name']}{stage}{unit}"
