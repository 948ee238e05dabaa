"""One table on two sheets: a second sheet without a heading is read only where its codes prove it."""

from __future__ import annotations

import pytest

from tests.unit.contracts.conftest import Check
from tests.unit.contracts.world import OTHER, RIGHT, SCHOOL
from tests.unit.ingest.building import Cell, workbook

FIRST: list[list[Cell]] = [list(RIGHT["class_roster"]), list(RIGHT["class_roster"].values())]
MORE: list[Cell] = [OTHER, "小学", "一年级", "1班", 39]


def test_a_sheet_whose_codes_stand_in_the_same_columns_goes_on_with_the_table(check: Check) -> None:
    result = check(
        workbook(
            {"1": FIRST, "2": [MORE, [SCHOOL, "小学", "二年级", "1班", 38], ["合计", None, None, None, 77]]}
        )
    )
    assert result.state == "accepted"
    assert [finding.rule for finding in result.findings] == ["continued_sheet", "passed_over"]
    second = result.sheets[1]
    assert (second.rows_read, second.rows_accepted, second.rows_passed_over) == (3, 2, 1)
    assert second.accepted["row_number"].to_list() == [1, 2]
    assert second.accepted["pupils"].to_list() == [39, 38]


def test_a_continuation_that_ends_before_the_last_column_holds_nothing_there(check: Check) -> None:
    heading, row = list(RIGHT["teacher_roster"]), list(RIGHT["teacher_roster"].values())
    last = heading.index("教师编号")
    more = row[:-1]
    more[last] = f"{more[last]}9"
    result = check(workbook({"1": [heading, row], "2": [more]}))
    assert "internal" not in {finding.rule for finding in result.findings}
    assert [sheet.state for sheet in result.sheets] == ["accepted", "accepted"]
    assert result.sheets[1].rows_read == 1


def test_a_fault_in_a_continuation_names_its_own_sheet_and_row(check: Check) -> None:
    result = check(workbook({"1": FIRST, "2": [MORE, [SCHOOL, "小学", "二年级", "1班", "多"]]}))
    (finding,) = (f for f in result.findings if f.severity == "unknown")
    assert (finding.sheet, finding.row, finding.column) == ("2", 2, "学生数（人）")


def test_a_key_that_stands_on_both_sheets_is_a_duplicate(check: Check) -> None:
    result = check(workbook({"1": FIRST, "2": [FIRST[1]]}))
    assert [sheet.rows_rejected for sheet in result.sheets] == [1, 1]


@pytest.mark.parametrize(
    "row",
    [
        ["甲", "乙", "丙", "丁", 1],
        ["213703990", "小学", "一年级", "1班", 39],
        ["小学", SCHOOL, "一年级", "1班", 39],
    ],
)
def test_a_sheet_without_that_proof_is_not_read_as_a_continuation(row: list[Cell], check: Check) -> None:
    result = check(workbook({"1": FIRST, "2": [row, row]}))
    assert [sheet.state for sheet in result.sheets] == ["accepted", "unrecognised"]
    assert [finding.rule for finding in result.findings] == ["unrecognised"]


def test_a_sheet_that_names_another_stage_is_not_a_continuation(check: Check) -> None:
    row = {key: cell for key, cell in RIGHT["school_statistics"].items() if key != "学段"}
    sheets: dict[str, list[list[Cell]]] = {
        "小学": [list(row), list(row.values())],
        "初中": [[OTHER, *list(row.values())[1:]]],
    }
    assert [sheet.state for sheet in check(workbook(sheets)).sheets] == ["accepted", "unrecognised"]
