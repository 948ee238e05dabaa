"""Titles and names of sheets tell a stage or a school year only where they name exactly one."""

from __future__ import annotations

import pytest

from pipelines.contracts.recognising.titles import (
    school_years_of_months,
    school_years_told,
    stage_told,
    void_told,
    year_before_told,
)
from tests.unit.contracts.conftest import Check
from tests.unit.contracts.world import RIGHT
from tests.unit.ingest.building import workbook


@pytest.mark.parametrize(
    ("nearest_first", "stage"),
    [
        (["示例县小学办学条件统计表"], "小学"),
        (["初级中学办学条件统计表"], "初中"),
        (["中小学办学条件统计表"], None),
        (["小学、初级中学办学条件统计表"], None),
        (["九年一贯制学校办学条件"], None),
        (["附设小学班办学条件"], None),
        (["办学条件统计表", "小学"], "小学"),
        (["中小学统计表", "小学"], None),
        (["初中", "小学"], "初中"),
        (["办学条件统计表"], None),
        ([], None),
    ],
)
def test_a_stage_is_told_by_the_nearest_words_that_name_exactly_one(
    nearest_first: list[str], stage: str | None
) -> None:
    assert stage_told(nearest_first) == stage


@pytest.mark.parametrize(
    ("title", "years"),
    [
        ("2022—2023学年班级名册", {2022}),
        ("2022-2023学年度班级名册", {2022}),
        ("2022至2023学年", {2022}),
        ("2022/2023 班级名册", {2022}),
        ("2022-23学年", {2022}),
        ("２０２２—２０２３学年", {2022}),
        ("二〇二二学年班级名册", {2022}),
        ("二零二二—二零二三学年", {2022}),
        ("2022学年", {2022}),
        ("2022年秋季学期", {2022}),
        ("2022年班级名册", set()),
        ("2020—2025年规划", set()),
        ("打印日期：2022-10-11", set()),
        ("第2022号", set()),
        ("2022-23", set()),
    ],
)
def test_a_school_year_is_told_by_the_word_or_by_two_years_in_a_row(title: str, years: set[int]) -> None:
    assert school_years_told(title) == years


@pytest.mark.parametrize(
    ("title", "years"),
    [
        ("2023年9月班级名册", {2023}),
        ("2023年6月班级名册", {2022}),
        ("（2024.10）", {2024}),
        ("打印日期：2022年10月", set()),
        ("制表时间 2022年10月", set()),
        ("2022-10-11", set()),
        ("2022年", set()),
    ],
)
def test_a_month_tells_the_school_year_it_lies_in_and_a_print_date_nothing(
    title: str, years: set[int]
) -> None:
    assert school_years_of_months(title) == years


@pytest.mark.parametrize(
    ("line", "void", "before"),
    [
        ("办学条件统计表（作废）", "作废", None),
        ("草稿", "草稿", None),
        ("填报示例", "填报示例", None),
        ("办学条件统计（样例）", "(样例)", None),
        ("上学年办学条件统计表", None, "上学年"),
        ("办学条件统计（上年度）", None, "上年度"),
        ("示例县小学办学条件统计表", None, None),
        ("示例小学", None, None),
        ("期末测试成绩", None, None),
        ("说明：与上学年相比有变动的请核对", None, None),
        ("2024—2025学年办学条件统计表", None, None),
        ("填表要求：草稿请删去，各校按上学年末的口径核对后再行填写，不要遗漏任何一所学校", None, None),
    ],
)
def test_a_short_title_says_that_a_table_does_not_hold(
    line: str, void: str | None, before: str | None
) -> None:
    assert void_told([line]) == void
    assert year_before_told([line]) == before


@pytest.mark.parametrize("name", ["作废", "上学年", "占比", "含幼儿园"])
def test_such_a_title_or_name_refuses_the_sheet(name: str, check: Check) -> None:
    row = RIGHT["school_statistics"]
    rows = [list(row), list(row.values())]
    for sheets in ({name: rows}, {"表": [[f"情况表（{name}）"], *rows]}):
        result = check(workbook(sheets))
        assert result.state == "refused" and name in (result.reason or "")
