"""The workbook of a province, on a view made by hand: two counties, one kept, and one never published."""

from __future__ import annotations

from pathlib import Path
from zoneinfo import ZoneInfo

import duckdb
import pytest

from pipelines.reports.league import write_leagues
from pipelines.warehouse.versions import Version
from tests.unit.reports.reading import below_headings, sheets

WORLD = """
create schema bi; create schema marts;
create table marts.dim_code_word as from (values
    ('verdict', 'no_data', '缺数据', 1), ('stage', '小学', '小学', 1), ('stage', '初中', '初中', 2),
    ('part', 'all', '全部', 1)
) as t (word_kind, code, word, sort_order);
create table marts.dim_league_figure as from (values
    ('passes', 1, 0), ('cv', 2, 3)
) as t (figure_kind, figure_order, decimals);
create table bi.区域比较 as
select
    facts.*, '国家标准' as 标准名称, 'national' as 标准代码, 2024 as 学年, '2024-2025学年' as 学年名称,
    null::text as 单位, '示例省' as 所属省
from (values
    ('县', '990101', '甲县', '甲市', '已更新', 'passes/综合', '认定结论：综合', '全部', 1.0, 1, 1, 1, 0),
    ('县', '990102', '乙县', '甲市', '沿用上次', 'passes/综合', '认定结论：综合', '全部', 0.0, 2, 1, 1, 1),
    ('县', '990103', '990103', '甲市', '尚无数据', 'passes/综合', '认定结论：综合', '全部', null, null,
    1, 0, 0),
    ('市', '990100', '甲市', null, null, 'passes/综合', '认定结论：综合', '全部', 1.0, null, 3, 2, 1),
    ('省', '990000', '示例省', null, null, 'passes/综合', '认定结论：综合', '全部', 1.0, null, 3, 2, 1),
    ('县', '990101', '甲县', '甲市', '已更新', 'cv/R1', '校际差异系数：R1', '小学', 0.412, 2, 1, 1, 0),
    ('县', '990102', '乙县', '甲市', '沿用上次', 'cv/R1', '校际差异系数：R1', '小学', 0.2, 1, 1, 1, 1),
    ('市', '990100', '甲市', null, null, 'cv/R1', '校际差异系数：R1', '小学', 0.3, 1, 3, 2, 1)
) as facts (
    区域类别, 区域代码, 区域名称, 所属市, 状况, 数据代码, 数据名称, 学段, 显示值, 省内名次,
    县数, 有数据县数, 沿用旧数据县数
);
create table bi.跨县重复 as from (values
    ('990101', '甲县', 2024, '2024-2025学年', 'student_roster', '学籍名册', '2199010001', '一小', '乙县', 3),
    ('880101', '别县', 2024, '2024-2025学年', 'student_roster', '学籍名册', '2188010001', '二小', '甲县', 3)
) as t (
    区域代码, 区域名称, 学年, 学年名称, 数据集代码, 数据集名称, 学校代码, 学校名称, 另一区域名称, 条数
);
alter table bi.跨县重复 add column 另一区域代码 text;
"""


@pytest.fixture(scope="module")
def workbook(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("league")
    manifest = {"created_at": "2025-01-01T00:00:00+00:00"}
    version = Version("20250101T000000Z", folder, manifest, ZoneInfo("Asia/Shanghai"))
    with duckdb.connect() as connection:
        connection.execute(WORLD)
        (path,) = write_leagues(connection, version, folder)
    return path


def test_there_is_a_workbook_a_province_and_a_sheet_a_ruleset(workbook: Path) -> None:
    assert workbook.name == "区域比较 示例省.xlsx"
    assert list(sheets(workbook)) == ["国家标准", "跨县重复"]


def test_what_stands_in_two_counties_has_a_sheet_of_the_provinces_own(workbook: Path) -> None:
    (row,) = below_headings(sheets(workbook)["跨县重复"], "学年")
    assert list(row.values()) == ["2024-2025学年", "甲县", "学籍名册", "一小", "2199010001", "乙县", 3]


def test_a_county_that_is_kept_or_missing_is_named_and_missing_is_no_nought(workbook: Path) -> None:
    rows = below_headings(sheets(workbook)["国家标准"], "区域", "类别")
    told = {
        row["区域"]: (row["状况"], row["认定结论：综合"], row["校际差异系数：R1（小学）"]) for row in rows
    }
    assert told == {
        "示例省": ("—", 1, "缺数据"),
        "甲市": ("—", 1, 0.3),
        "甲县": ("已更新", "通过", 0.412),
        "乙县": ("沿用上次", "未通过", 0.2),
        "990103": ("尚无数据", "缺数据", "缺数据"),
    }


def test_a_larger_region_says_how_many_counties_it_has_and_how_many_are_kept(workbook: Path) -> None:
    rows = below_headings(sheets(workbook)["国家标准"], "区域", "类别")
    assert {row["区域"]: row["县数"] for row in rows if row["类别"] != "县"} == {
        "示例省": "共 3，有数据 2，沿用旧数据 1",
        "甲市": "共 3，有数据 2，沿用旧数据 1",
    }
