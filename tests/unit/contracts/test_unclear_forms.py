"""Forms and tables of which it is not known where the values stand: refused, or said not to be read."""

from __future__ import annotations

import pytest

from tests.unit.contracts.conftest import Check
from tests.unit.contracts.world import FORMS, RIGHT, form
from tests.unit.ingest.building import Cell, workbook


def with_values(*columns: tuple[str, Cell]) -> bytes:
    """The form of a school with so many columns beside its items: their headings, and what teachers count."""
    title, head, *rows = form(FORMS["school_form"])
    wide = [
        [*row[:4], *(cell if row[2] == "专任教师总人数" else row[4] for _, cell in columns)] for row in rows
    ]
    return workbook({"表": [title, [*head[:4], *(name for name, _ in columns)], *wide]})


def test_two_columns_of_values_that_differ_refuse_the_form(check: Check) -> None:
    result = check(with_values(("填报值", 80), ("填报值", 81)))
    (finding,) = [one for one in result.findings if one.rule == "unclear_value_column"]
    assert result.state == "refused" and finding.row == 23


def test_two_columns_of_values_that_agree_are_one(check: Check) -> None:
    result = check(with_values(("填报值", 80), ("填报值", 80)))
    assert result.sheets[0].accepted["teachers"].to_list() == [80]


@pytest.mark.parametrize("heading", ["修正值", "核实数", "更正后", "填报值2"])
def test_a_column_beside_that_may_hold_the_values_refuses_the_form(heading: str, check: Check) -> None:
    result = check(with_values(("填报值", 80), (heading, 81)))
    assert (result.state, [one.rule for one in result.findings][:1]) == ("refused", ["unclear_value_column"])


def test_one_heading_over_two_columns_of_values_refuses_the_form(check: Check) -> None:
    title, head, *rows = form(FORMS["county_form"])
    wide = [[*row, 7 if isinstance(row[4], int | float) else None] for row in rows]
    result = check(workbook({"表": [title, [*head, None], [*[None] * 4, "小学", "初中"], *wide]}))
    assert (result.state, [one.rule for one in result.findings][:1]) == ("refused", ["unclear_value_column"])


@pytest.mark.parametrize("heading", ["上年", "备注", "标准值", ""])
def test_what_stands_beside_the_values_and_is_none_of_them_is_not_read(heading: str, check: Check) -> None:
    """Without a heading one figure is somebody's jotting."""
    title, head, *rows = form(FORMS["school_form"])
    wide = [[*row, 81 if row[2] == "专任教师总人数" else None] for row in rows]
    result = check(workbook({"表": [title, [*head, heading or None], *wide]}))
    assert result.sheets[0].accepted["teachers"].to_list() == [80]


def test_a_form_without_its_column_of_values_is_told_which_columns_it_has(check: Check) -> None:
    result = check(with_values(("2023年", 80), ("2024年", 81)))
    (finding,) = [one for one in result.findings if one.rule == "unclear_value_column"]
    assert result.state == "refused" and "“2023年”、“2024年”" in finding.found


@pytest.mark.parametrize("dataset", ["county_finance", "school_finance", "teacher_posts", "class_roster"])
def test_a_table_on_its_side_is_told_to_be_one(check: Check, dataset: str) -> None:
    rows: list[list[Cell]] = [[heading, cell] for heading, cell in RIGHT[dataset].items()]
    result = check(workbook({"表": rows}))
    assert result.state == "refused"
    assert "on_its_side" in [finding.rule for finding in result.findings]


@pytest.mark.parametrize("unit", ["美元", "亿", "百亩"])
def test_a_unit_beside_an_item_that_nobody_knows_leaves_no_figure_of_it(check: Check, unit: str) -> None:
    title, head, *rows = form(FORMS["school_form"])
    changed = [[*row[:3], unit, row[4]] if row[2] == "教学仪器设备资产值" else row for row in rows]
    result = check(workbook({"表": [title, head, *changed]}))
    assert result.state == "refused"
    assert "unit_not_understood" in [finding.rule for finding in result.findings]
