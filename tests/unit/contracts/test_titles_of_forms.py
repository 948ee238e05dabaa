"""What stands above the labels of a 教基 form counts for its figures: a school year, a word, a unit."""

from __future__ import annotations

import pytest

from pipelines.contracts.result import FileResult
from tests.unit.contracts.conftest import Check
from tests.unit.contracts.education_forms import FORMS, KIND, Rows
from tests.unit.ingest.building import workbook


@pytest.mark.parametrize("title", ["上学年情况", "学生数（草稿）", "学生数（2022—2023学年初）", "作废"])
def test_a_form_of_another_year_or_one_that_does_not_hold_refuses_its_workbook(
    title: str, check: Check
) -> None:
    name = "教基3112_小学"
    result = check(workbook({**FORMS, name: [[title], *FORMS[name]]}))
    assert result.state == "refused"
    assert {(one.severity, one.sheet) for one in result.findings} == {("refuse", name)}


def test_a_form_of_the_folders_year_is_read_and_a_month_of_another_is_told(check: Check) -> None:
    name = "教基3112_小学"
    assert check(workbook({**FORMS, name: [["2024—2025学年初"], *FORMS[name]]})).findings == []
    (told,) = check(workbook({**FORMS, name: [["2023年10月"], *FORMS[name]]})).findings
    assert (told.rule, told.severity, told.sheet) == ("month_of_another_year", "warn", name)


@pytest.mark.parametrize(("unit", "said"), [("万平方米", "万㎡"), ("亩", "亩"), ("百平方米", "百平方米")])
@pytest.mark.parametrize("line", ["单位：{}", "校舍情况（单位：{}）"])
def test_areas_in_a_unit_stated_above_their_form_are_left_out(
    unit: str, said: str, line: str, check: Check
) -> None:
    name = "教基5170_九年一贯制学校"
    content = workbook({**FORMS, name: [[line.format(unit)], *FORMS[name]]})
    result = check(content)
    assert {area for sheet in result.sheets for area in sheet.accepted["teaching_area"]} == {None}
    told = [one for one in result.findings if one.rule == "wrong_unit"]
    assert told and all(said in one.found and one.sheet == name for one in told)


@pytest.mark.parametrize("columns", [1, 2, 3])
@pytest.mark.parametrize("name", FORMS)
def test_a_form_that_ends_before_its_last_columns_is_read_without_them(
    name: str, columns: int, check: Check
) -> None:
    width = max(map(len, FORMS[name]))
    result = check(workbook({**FORMS, name: [line[: width - columns] for line in FORMS[name]]}))
    assert "internal" not in {finding.rule for finding in result.findings}


def with_row_again(form: str, label: str) -> dict[str, Rows]:
    """The forms with a row of one that stands again at its end, all its figures greater."""
    name = next(name for name in FORMS if name.startswith(form))
    row = next(line for line in FORMS[name] if line and line[0] == label)
    again = [cell + 20 if isinstance(cell, int) else cell for cell in row]
    return {**FORMS, name: [*FORMS[name], again]}


def landed(result: FileResult, column: str) -> list[object]:
    """A column of the rows of 小学 and of 初中."""
    return [cell for sheet in result.sheets for cell in sheet.accepted[column]]


def test_a_row_that_stands_twice_with_other_figures_is_nobodys(check: Check) -> None:
    """The sum of both, the first or the last would be a guess; the words above the two rows differ."""
    result = check(workbook(with_row_again("教基1102", "县级以上骨干教师")))
    (told,) = result.findings
    assert (told.rule, told.severity) == ("cell_in_several_rows", "warn")
    assert (told.sheet, told.row, told.further_rows) == (f"教基1102续_{KIND}", 4, (6,))
    assert landed(result, "teachers_backbone") == [None, None]


def test_no_figure_is_taken_by_its_address_where_its_labels_lead_to_several(check: Check) -> None:
    """C5 of form 2106 is one of the two rows 总计."""
    result = check(workbook(with_row_again("教基2106", "总计")))
    assert {told.rule for told in result.findings} == {"cell_in_several_rows"}
    assert landed(result, "classes") == [None, 9]


def test_of_a_block_below_another_the_upper_one_is_read(check: Check) -> None:
    """Its heading stands between the two rows of one label."""
    name = f"教基1102续_{KIND}"
    heading: Rows = [["", "编号", *["外聘"] * 3], [None, None, "小学", "初中", "高中"]]
    row: Rows = [["县级以上骨干教师", "21", 30, 31, None]]
    result = check(workbook({**FORMS, name: [*FORMS[name], *heading, *row]}))
    assert landed(result, "teachers_backbone") == [9, 7] and not result.findings


@pytest.mark.parametrize("columns", [1, 2])
def test_figures_beyond_the_end_of_their_sheet_are_told(columns: int, check: Check) -> None:
    name = f"教基5176_{KIND}"
    result = check(workbook({**FORMS, name: [line[: 4 - columns] for line in FORMS[name]]}))
    assert {told.rule for told in result.findings} == {"cell_not_found"}
    assert landed(result, "equipment_value") == [None, None]
