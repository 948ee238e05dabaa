"""One row, one thing; one table, everybody: what says otherwise is not taken for it."""

from __future__ import annotations

import pytest

from tests.unit.contracts.conftest import Check
from tests.unit.contracts.world import OTHER, RIGHT, Row, sheet
from tests.unit.ingest.building import workbook

CLASS, ROOM, MONEY = RIGHT["class_roster"], RIGHT["special_rooms"], RIGHT["school_finance"]
STATISTICS = RIGHT["school_statistics"]


@pytest.mark.parametrize(
    "named",
    ["3个班", "1至3班", "1、2班", "一、二班", "(1)、(2)班", "1班2班", "1班—3班", "1&2班", "(1)班-(2)班"],
)
def test_a_class_name_of_several_sets_its_row_aside(named: str, check: Check) -> None:
    result = check(sheet("class_roster", CLASS, {**CLASS, "班级": named, "学生数（人）": 80}))
    assert [finding.rule for finding in result.findings if finding.severity == "set_aside"] == ["one_class"]
    assert result.sheets[0].accepted["class_name"].to_list() == ["1班"]


@pytest.mark.parametrize("named", ["3-1班", "2024级1班", "文1班", "个性发展班", "1（2）班"])
def test_the_name_of_one_class_is_taken(named: str, check: Check) -> None:
    result = check(sheet("class_roster", {**CLASS, "班级": named}))
    assert (result.state, result.sheets[0].rows_accepted) == ("accepted", 1)


@pytest.mark.parametrize("named", ["最大班额", "平均班额", "班均人数", "最小"])
def test_the_largest_and_the_mean_are_no_class(named: str, check: Check) -> None:
    result = check(sheet("class_roster", CLASS, {**CLASS, "班级": named, "学生数（人）": 60}))
    assert result.sheets[0].accepted["class_name"].to_list() == ["1班"]
    assert "passed_over" in [finding.rule for finding in result.findings]


@pytest.mark.parametrize(
    ("dataset", "row"),
    [
        ("class_roster", {**CLASS, "班数": 3}),
        ("special_rooms", {**ROOM, "间数": 2}),
        ("satisfaction_survey", {**RIGHT["satisfaction_survey"], "份数": 30}),
        ("incident_register", {**RIGHT["incident_register"], "起数": 2}),
        ("teacher_roster", {**RIGHT["teacher_roster"], "人数": 2}),
    ],
)
def test_a_column_that_says_that_a_row_stands_for_several_refuses_the_sheet(
    dataset: str, row: Row, check: Check
) -> None:
    result = check(sheet(dataset, row))
    assert "row_of_several" in [finding.rule for finding in result.findings]
    assert result.state == "refused"
    (counting,) = row.keys() - RIGHT[dataset].keys()
    one = {**row, counting: 1}
    assert check(sheet(dataset, one)).state == "accepted"


@pytest.mark.parametrize("heading", ["单位", "金额单位", "计量单位"])
def test_a_column_of_units_says_in_what_the_figures_are(heading: str, check: Check) -> None:
    headings = [head.replace("（万元）", "") for head in MONEY]

    def told(*units: str) -> dict[str, object]:
        rows = [
            [code, *list(MONEY.values())[1:], unit]
            for code, unit in zip((MONEY["学校标识码"], OTHER), units, strict=True)
        ]
        result = check(workbook({"表": [[*headings, heading], *rows]}))
        landed = result.sheets[0].accepted
        return {result.state: landed["public_funds_budget"][0] if landed.height else None}

    assert told("万元", "万元") == {"accepted": 36}
    assert told("元", "元") == {"accepted": pytest.approx(0.0036)}
    assert told("元", "万元") == {"refused": None}
    assert told("某某小学", "某某中学") == {"accepted": 36}, "those are who sends"


@pytest.mark.parametrize("word", ["女生", "男学生", "预测", "测算"])
def test_a_title_by_which_the_figures_are_of_some_alone_refuses_the_sheet(word: str, check: Check) -> None:
    table = [[f"2024学年{word}办学条件统计表"], [*STATISTICS], [*STATISTICS.values()]]
    result = check(workbook({"表": table}))
    assert result.state == "refused"
    (said,) = [finding for finding in result.findings if finding.severity == "refuse"]
    assert said.rule == "title_of_a_part" and word in said.found


def test_a_roster_may_be_parted_by_sex(check: Check) -> None:
    roster = RIGHT["teacher_roster"]
    assert check(workbook({"女教师": [[*roster], [*roster.values()]]})).state == "accepted"
