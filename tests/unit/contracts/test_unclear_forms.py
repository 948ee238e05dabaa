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
