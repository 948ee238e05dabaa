"""Figures far outside their usual range land and are told: mostly they stand in another unit."""

from __future__ import annotations

import pytest

from pipelines.contracts.datasets.catalogue import DATASETS
from pipelines.contracts.datasets.usual_ranges import usual_ranges
from pipelines.contracts.result import FileResult
from pipelines.ingest.model import Finding
from tests.unit.contracts.conftest import Check
from tests.unit.contracts.world import FORMS, Cell, changed, form, sheet
from tests.unit.ingest.building import workbook


def unusual(result: FileResult) -> list[Finding]:
    assert result.state == "accepted", result.reason
    return [finding for finding in result.findings if finding.rule == "unusual"]


@pytest.mark.parametrize(
    ("dataset", "heading", "cell"),
    [
        ("class_roster", "学生数", 450),
        ("special_rooms", "使用面积", 0.15),
        ("school_statistics", "教学仪器设备资产值", 1234500),
        ("school_statistics", "运动场地面积", 7.5),
        ("school_finance", "公用经费决算", 360000),
        ("county_finance", "教师年平均工资收入", 9.98),
    ],
)
def test_a_figure_that_must_stand_in_another_unit_lands_with_a_warning(
    check: Check, dataset: str, heading: str, cell: Cell
) -> None:
    (told,) = unusual(check(sheet(dataset, changed(dataset, **{heading: cell}))))
    assert told.severity == "warn" and told.row == 3
    assert told.column and told.column.startswith(heading)
    assert "远在通常的范围以外" in told.found and "–" in told.expected and "核对" in told.remedy


@pytest.mark.parametrize(
    ("dataset", "row", "heading"),
    [
        (
            "school_finance",
            {"核定公用经费学生数": "", "公用经费预算": 500, "教师培训经费预算": 36},
            "公用经费决算",
        ),
        ("school_finance", {"公用经费预算": "", "教师培训经费预算": 36}, "教师培训经费预算"),
        ("teacher_posts", {"核定编制数": "", "在编人数": 45, "空编数": 42}, "空编数"),
        ("teacher_posts", {"在编人数": "", "空编数": 42}, "空编数"),
    ],
)
def test_figures_that_do_not_suit_each_other_are_told_as_those_of_a_row_that_has_moved(
    check: Check, dataset: str, row: dict[str, Cell], heading: str
) -> None:
    """All of them may be true by themselves."""
    told = unusual(check(sheet(dataset, changed(dataset, **row))))
    assert told[0].column and told[0].column.startswith(heading) and "除以" in told[0].found


def test_the_figures_of_a_form_are_looked_at_too(check: Check) -> None:
    items = {**FORMS["school_form"], "教学仪器设备资产值（万元）": 3102500}
    (told,) = unusual(check(workbook({"学校": form(items)})))
    assert "教学仪器设备资产值" in told.found and told.column == "填报值"


def test_a_zero_and_a_figure_whose_pupils_are_not_known_are_not_unusual(check: Check) -> None:
    for row in (
        changed("school_statistics", 室内体育用房面积=0),
        changed("school_statistics", 在校生数="", 教学仪器设备资产值=1234500),
    ):
        assert unusual(check(sheet("school_statistics", row))) == []


def test_every_range_is_one_of_a_column_that_there_is() -> None:
    for name, dataset in DATASETS.items():
        for usual in usual_ranges(name):
            assert {usual.column, *usual.per} <= set(dataset.columns), (name, usual)
            assert 0 < usual.least < usual.most
