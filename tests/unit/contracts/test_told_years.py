"""A sheet of another school year than its folder is refused, rows of another one are set aside."""

from __future__ import annotations

import pytest

from tests.unit.contracts.conftest import Check
from tests.unit.contracts.world import RIGHT
from tests.unit.ingest.building import Cell, workbook

RIGHT_ROW = RIGHT["class_roster"]
HEAD, ROW = list(RIGHT_ROW), list(RIGHT_ROW.values())


def titled(title: str, dataset: str = "class_roster") -> bytes:
    right = RIGHT[dataset]
    return workbook({"表": [[title], list(right), list(right.values())]})


def rules(check: Check, content: bytes) -> list[tuple[str, str]]:
    return [(finding.rule, finding.severity) for finding in check(content).findings]


@pytest.mark.parametrize("title", ["2022—2023学年班级名册", "2023学年度班级名册", "二〇二三学年班级名册"])
def test_a_title_of_another_school_year_refuses_the_sheet(title: str, check: Check) -> None:
    assert rules(check, titled(title)) == [("other_school_year", "refuse")]


@pytest.mark.parametrize(
    "title",
    ["2024—2025学年班级名册", "2023年班级名册", "打印日期：2023年10月5日", "2023—2024学年、2024—2025学年"],
)
def test_the_folders_year_a_bare_year_and_a_print_date_say_nothing_against_it(
    title: str, check: Check
) -> None:
    assert rules(check, titled(title)) == []


def test_a_month_of_another_school_year_warns(check: Check) -> None:
    assert rules(check, titled("2024年3月班级名册")) == [("month_of_another_year", "warn")]
    assert rules(check, titled("2024年10月班级名册")) == []


@pytest.mark.parametrize("dataset", ["school_finance", "national_monitoring", "incident_register"])
def test_where_the_rows_have_years_of_their_own_a_title_decides_nothing(dataset: str, check: Check) -> None:
    assert rules(check, titled("2022—2023学年情况表", dataset)) == []


@pytest.mark.parametrize(
    ("year", "rule", "may_be_of_this_year"),
    [
        ("2023-2024", "other_school_year", False),
        ("2023", "other_school_year", False),
        ("2023学年", "other_school_year", False),
        ("去年", "unread_school_year", True),
    ],
)
def test_a_row_of_another_school_year_is_set_aside(
    year: str, rule: str, may_be_of_this_year: bool, check: Check
) -> None:
    other: list[Cell] = [*ROW[:3], "2班", *ROW[4:]]
    rows: list[list[Cell]] = [["学年", *HEAD], ["2024-2025", *ROW], [year, *other]]
    result = check(workbook({"表": rows}))
    assert result.sheets[0].accepted["class_name"].to_list() == ["1班"]
    assert [(one.rule, one.row) for one in result.findings if one.severity == "set_aside"] == [(rule, 3)]
    assert (result.sheets[0].unknown.height == 1) == may_be_of_this_year


def test_a_title_that_names_a_stage_no_row_has_is_warned_of(check: Check) -> None:
    assert rules(check, titled("初中班级名册")) == [("stage_of_title_differs", "warn")]
    assert rules(check, titled("小学班级名册")) == []
