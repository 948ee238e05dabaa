"""A second heading in a sheet starts a table of its own, with the title above it."""

from __future__ import annotations

from tests.unit.contracts.conftest import Check
from tests.unit.contracts.world import OTHER, RIGHT, SCHOOL
from tests.unit.ingest.building import Cell, lines, workbook

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


def test_a_wider_table_of_another_dataset_below_leaves_the_one_above_it_in_its_place(check: Check) -> None:
    finance = [list(RIGHT["school_finance"]), list(RIGHT["school_finance"].values())]
    rows: list[list[Cell]] = [[*POSTS], [SCHOOL, 45, 42, 3, 0], *finance]
    for content, name in ((workbook({"表": rows}), "a.xlsx"), (text(rows, ","), "a.csv")):
        first, second = check(content, name).sheets
        assert (first.dataset, first.accepted["row_number"].to_list()) == ("teacher_posts", [2])
        assert (second.dataset, second.accepted["row_number"].to_list()) == ("school_finance", [4])


def test_the_heading_again_with_another_unit_is_read_in_that_unit(check: Check) -> None:
    head, row = list(RIGHT["school_finance"]), list(RIGHT["school_finance"].values())
    in_yuan = [heading.replace("万元", "元") for heading in head]
    below = [OTHER, *row[1:3], *(cell * 10_000 for cell in row[3:] if isinstance(cell, int | float))]
    first, second = check(workbook({"表": [head, row, in_yuan, below]})).sheets
    assert first.accepted["public_funds_budget"].to_list() == [36]
    assert second.accepted["public_funds_budget"].to_list() == [36]


def test_a_heading_that_differs_in_one_word_is_not_the_one_above(check: Check) -> None:
    head, row = list(RIGHT["school_finance"]), list(RIGHT["school_finance"].values())
    other = [heading.replace("公用经费预算", "上年公用经费预算") for heading in head]
    result = check(workbook({"表": [head, row, other, [OTHER, *row[1:]]]}))
    assert result.state == "refused" and "公用经费预算" in (result.reason or "")


def test_tables_with_a_separator_each_refuse_the_text_file(check: Check) -> None:
    rows: list[list[Cell]] = [list(RIGHT["school_finance"]), list(RIGHT["school_finance"].values())]
    both = b"\r\n".join((text([[*POSTS], [SCHOOL, 45, 42, 3, 0]], ","), text(rows, "\t")))
    result = check(both, "a.csv")
    assert [one.rule for one in result.findings] == ["two_separators"]
    assert "第 1 行" in (result.reason or "")


def text(rows: list[list[Cell]], separator: str) -> bytes:
    return lines(*(separator.join("" if cell is None else str(cell) for cell in row) for row in rows))
