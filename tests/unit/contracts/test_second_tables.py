"""A second heading in a sheet starts a table of its own, with the title above it."""

from __future__ import annotations

from tests.unit.contracts.conftest import Check
from tests.unit.contracts.world import OTHER, RIGHT, SCHOOL
from tests.unit.ingest.building import Cell, workbook

POSTS = ["学校标识码", "核定编制数", "在编人数", "空编数", "长期聘用编外教师数"]


def test_a_second_table_is_read_by_its_own_order_of_columns(check: Check) -> None:
    swapped = [POSTS[0], POSTS[1], POSTS[3], POSTS[2], POSTS[4]]
    rows: list[list[Cell]] = [
        [*POSTS], [SCHOOL, 45, 42, 3, 0], [None], ["初中"], [*swapped], [OTHER, 50, 4, 46, 1]
    ]  # fmt: skip
    first, second = check(workbook({"表": rows})).sheets
    assert first.accepted.select("staff_on_posts", "vacant_posts").rows() == [(42, 3)]
    assert second.accepted.select("staff_on_posts", "vacant_posts").rows() == [(46, 4)]
    assert second.accepted["row_number"].to_list() == [6]


def test_each_table_has_the_stage_of_the_title_above_it(check: Check) -> None:
    right = {heading: cell for heading, cell in RIGHT["school_statistics"].items() if heading != "学段"}
    head, row = list(right), list(right.values())
    rows = [["小学办学条件统计表"], head, row, [None], ["初中办学条件统计表"], head, [OTHER, *row[1:]]]
    sheets = check(workbook({"表": rows})).sheets
    assert [sheet.accepted["stage"].to_list() for sheet in sheets] == [["小学"], ["初中"]]


def test_a_key_is_unique_over_the_tables_of_a_sheet(check: Check) -> None:
    rows: list[list[Cell]] = [
        [*POSTS], [SCHOOL, 45, 42, 3, 0], ["补报"], [*POSTS], [SCHOOL, 45, 41, 4, 0]
    ]  # fmt: skip
    result = check(workbook({"表": rows}))
    assert [sheet.accepted.height for sheet in result.sheets] == [0, 0]


def test_a_heading_repeated_on_each_printed_page_starts_no_table(check: Check) -> None:
    rows: list[list[Cell]] = [[*POSTS], [SCHOOL, 45, 42, 3, 0], [*POSTS], [OTHER, 45, 41, 4, 0]]
    (sheet,) = check(workbook({"表": rows})).sheets
    assert sheet.accepted.height == 2
