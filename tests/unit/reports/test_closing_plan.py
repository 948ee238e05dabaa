"""The workbook of the closing plan: what every school gives and gets, and names of sheets."""

from __future__ import annotations

from pipelines.reports.closing_plan import _by_school, sheet_name


def test_a_step_stands_with_the_school_that_gets_and_with_the_one_that_gives_once_each() -> None:
    step = {
        "方案": "最省",
        "财政年度": 2025,
        "步骤": 1,
        "镇街名称": "东镇",
        "学校名称": "甲校",
        "学段": "小学",
        "调出学校标识码": "2",
        "调出镇街": "西镇",
        "调出学校名称": "乙校",
        "费用万元": 3.0,
    }
    rows = _by_school([step | {"指标代码": "R1"}, step | {"指标代码": "R3"}])
    told = [(row["学校"], row["出得"], row["对方学校"], row["费用万元"]) for row in rows]
    assert told == [("甲校", "得", "乙校", 3.0), ("乙校", "出", "甲校", None)]


def test_a_name_becomes_one_that_a_sheet_may_have() -> None:
    assert sheet_name("教体局/基教科" + "长" * 40) == "教体局·基教科" + "长" * 24
