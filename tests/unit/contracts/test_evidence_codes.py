"""What is no code in the evidence register sets its row aside: it may be of any code or subject."""

from __future__ import annotations

import pytest

from tests.unit.contracts.conftest import Check
from tests.unit.contracts.world import RIGHT
from tests.unit.ingest.building import workbook

NAME = "evidence_register"


@pytest.mark.parametrize(
    ("column", "cell"),
    [
        ("指标代码", "见附件"), ("指标代码", "正在办理"), ("指标代码", "？？"), ("指标代码", "Q3或Q5"),
        ("主体代码", "12 13"), ("主体代码", "待核实?"), ("主体代码", "？？"), ("主体代码", "2137039911等"),
        ("主体代码", "见附件"),
    ],
)  # fmt: skip
def test_what_is_no_code_sets_its_material_aside(column: str, cell: str, check: Check) -> None:
    right = {**RIGHT[NAME]}
    rows = [list(right), [*right.values()], [*{**right, "材料名称": "另一份", column: cell}.values()]]
    result = check(workbook({"佐证材料台账": rows}))
    assert {(told.severity, told.row) for told in result.findings} == {("set_aside", 3)}
    (told,) = result.findings
    assert column in told.message
    (sheet,) = result.sheets
    assert (sheet.rows_read, sheet.rows_accepted) == (2, 1)


def test_a_row_is_told_by_its_rule_where_no_cell_is_at_fault_or_another_is_as_well(check: Check) -> None:
    right = {**RIGHT[NAME], "评估结论": None, "评级": None}
    rows = [[*right.values()], [*{**right, "材料名称": "另一份", "评估结论": "差不多"}.values()]]
    result = check(workbook({"佐证材料台账": [list(right), *rows]}))
    assert [(told.row, told.rule) for told in result.findings] == [
        (3, "conclusion|unreadable"),
        (2, "conclusion_or_rating"),
    ]


@pytest.mark.parametrize(
    ("column", "cell"),
    [
        ("指标代码", "B1"),
        ("指标代码", "X12"),
        ("指标代码", "G11a"),
        ("主体代码", "示例镇"),
        ("主体代码", "370399102"),
    ],
)
def test_codes_of_a_countys_own_and_names_of_towns_are_read(column: str, cell: str, check: Check) -> None:
    right = {**RIGHT[NAME], "主体类型": "镇街", "主体代码": "示例镇", column: cell}
    assert check(workbook({"佐证材料台账": [list(right), [*right.values()]]})).findings == []


@pytest.mark.parametrize("cell", ["12 13", "？？", "123"])
def test_what_is_neither_name_nor_code_is_no_high_school(cell: str, check: Check) -> None:
    """Its plan would count beside the plan of the school that is meant."""
    right = {**RIGHT["high_school_quota"]}
    rows = [list(right), [*right.values()], [*{**right, "高中学校": cell}.values()]]
    (told,) = check(workbook({"指标分配": rows})).findings
    assert (told.severity, told.row, told.column) == ("set_aside", 3, "高中学校")
