"""Merged cells among rows of data: what holds for all of them is filled in, what cannot be told is said."""

from __future__ import annotations

import io
from collections.abc import Sequence

import pytest
import xlsxwriter
from xlsxwriter.utility import xl_range

from tests.unit.contracts.conftest import Check
from tests.unit.contracts.world import OTHER, RIGHT, SCHOOL
from tests.unit.ingest.building import Cell

CLASS = list(RIGHT["class_roster"])


def merged(rows: Sequence[Sequence[Cell]], *areas: str) -> bytes:
    """A workbook whose areas are merged; of each only the first cell is filled."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        sheet = book.add_worksheet("表")
        for area in areas:
            sheet.merge_range(area, "")
        for at, row in enumerate(rows):
            sheet.write_row(at, 0, ["" if cell is None else cell for cell in row])
    return buffer.getvalue()


def test_a_code_merged_downwards_holds_for_every_row_it_covers(check: Check) -> None:
    rows = [
        CLASS,
        [SCHOOL, "小学", "一年级", "1班", 40],
        [None, "小学", "一年级", "2班", 41],
        [OTHER, "小学", "一年级", "1班", 9],
    ]
    result = check(merged(rows, "A2:A3"))
    assert result.findings == []
    assert result.sheets[0].accepted["school_code"].to_list() == [SCHOOL, SCHOOL, OTHER]


def test_blank_rows_under_a_merged_code_stay_blank(check: Check) -> None:
    rows = [CLASS, [SCHOOL, "小学", "一年级", "1班", 40], [], [], [OTHER, "小学", "一年级", "1班", 9]]
    (found,) = check(merged(rows, "A2:A4")).sheets
    assert (found.rows_accepted, found.rows_rejected, found.rows_passed_over) == (2, 0, 2)


def test_a_figure_merged_downwards_belongs_to_nobody(check: Check) -> None:
    rows = [
        CLASS,
        [SCHOOL, "小学", "一年级", "1班", 81],
        [SCHOOL, "小学", "一年级", "2班", None],
        [OTHER, "小学", "一年级", "1班", 9],
    ]
    result = check(merged(rows, "E2:E3"))
    assert [(one.rule, one.severity) for one in result.findings] == [("pupils|merged", "unknown")] * 2
    assert "合并的单元格" in result.findings[0].message
    assert "取消合并" in result.findings[0].remedy
    assert result.sheets[0].accepted["pupils"].to_list() == [None, None, 9]


def test_a_name_merged_over_a_column_that_is_not_kept_is_no_fault(check: Check) -> None:
    rows = [[*CLASS, "备注"], [SCHOOL, "小学", "一年级", "1班", 40, None]]
    assert check(merged(rows, "E2:F2")).findings == []


def test_a_merged_heading_is_no_merged_figure(check: Check) -> None:
    rows = [["班级名册（合成）"], CLASS, [SCHOOL, "小学", "一年级", "1班", 40]]
    assert check(merged(rows, "A1:E1")).sheets[0].rows_accepted == 1


def test_a_merged_total_is_passed_over_like_any_other(check: Check) -> None:
    rows = [CLASS, [SCHOOL, "小学", "一年级", "1班", 40], ["合计", None, None, None, 40]]
    (found,) = check(merged(rows, "A3:D3")).sheets
    assert (found.rows_accepted, found.rows_passed_over) == (1, 1)


def plan(*rows: Sequence[Cell]) -> list[Sequence[Cell]]:
    return [["招生年度", "高中学校", "招生计划数", "初中学校标识码", "分配指标数"], *rows]


def test_a_plan_merged_over_all_rows_of_a_high_school_is_the_plan_in_each_of_them(check: Check) -> None:
    rows = plan(
        [2024, "示例一中", 600, OTHER, 80],
        [None, None, None, "3137039903", 60],
        [2024, "示例二中", 300, OTHER, 50],
    )
    result = check(merged(rows, "A2:A3", "B2:B3", "C2:C3"))
    assert result.findings == []
    assert result.sheets[0].accepted["planned_places"].to_list() == [600, 600, 300]


@pytest.mark.parametrize(
    ("second", "third"),
    [("示例二中", "示例二中"), ("示例一中", "示例一中"), (None, "示例二中")],
    ids=["over another school's row", "over a part of its rows", "over a row that names none"],
)
def test_a_plan_merged_over_other_rows_than_those_of_one_high_school_is_nobodys(
    check: Check, second: Cell, third: Cell
) -> None:
    rows = plan(
        [2024, "示例一中", 600, OTHER, 80],
        [2024, second, None, "3137039903", 60],
        [2024, third, 600, "3137039904", 50],
    )
    told = [one for one in check(merged(rows, "C2:C3")).findings if one.rule == "planned_places|merged"]
    assert [one.severity for one in told] == ["unknown"] * 2


def test_plant_merged_over_the_stages_of_a_school_is_that_of_the_whole_school(check: Check) -> None:
    both = [{**RIGHT["school_statistics"], "学段": stage} for stage in ("小学", "初中")]
    rows = [list(both[0]), *(list(row.values()) for row in both)]
    area, pupils = rows[0].index("教学及辅助用房面积"), rows[0].index("在校生数")
    for at in (area, pupils):
        rows[2][at] = None
    result = check(merged(rows, *(xl_range(1, at, 2, at) for at in (area, pupils))))
    assert {one.rule for one in result.findings} == {"pupils|merged"}
    (sheet,) = result.sheets
    assert sheet.accepted["teaching_area"].to_list() == [3000.5, 3000.5]
    assert sheet.accepted["pupils"].to_list() == [None, None]


def test_of_the_cells_of_a_column_no_more_are_unknown_than_there_are(check: Check) -> None:
    rows = [
        CLASS,
        [SCHOOL, "小学", "一年级", "1班", 81],
        [SCHOOL, "小学", "一年级", "2班", None],
    ]
    result = check(merged(rows, "E2:E3"), share=0.5)
    assert "填写的 2 格中有 2 格无法采用（100.0%）" in (result.reason or "")
