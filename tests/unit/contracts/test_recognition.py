"""A dataset is told by its headings, and what cannot be told is said."""

from __future__ import annotations

import pytest

from pipelines.contracts.datasets.catalogue import DATASETS
from pipelines.contracts.datasets.dataset import Dataset
from tests.unit.contracts.conftest import Check
from tests.unit.contracts.world import RIGHT, sheet
from tests.unit.ingest.building import Cell, workbook


def test_below_a_group_a_short_heading_counts_something_else(check: Check) -> None:
    row = RIGHT["school_statistics"]
    groups = ["学校", *[None] * 6, "其中女", *[None] * (len(row) - 8)]
    result = check(workbook({"表": [groups, list(row), list(row.values())]}))
    assert result.state == "refused"
    assert "本科" in {finding.column for finding in result.findings}


def test_the_stage_may_stand_in_the_title(check: Check) -> None:
    row = {key: cell for key, cell in RIGHT["school_statistics"].items() if key != "学段"}
    table: list[list[Cell]] = [["2024学年初中办学条件统计"], list(row), list(row.values())]
    (found,) = check(workbook({"Sheet1": table})).sheets
    assert found.accepted["stage"].to_list() == ["初中"]


@pytest.mark.parametrize("title", ["办学条件统计", "小学、初中办学条件统计"])
def test_without_one_clear_stage_the_sheet_is_refused(title: str, check: Check) -> None:
    row = {key: cell for key, cell in RIGHT["school_statistics"].items() if key != "学段"}
    result = check(workbook({"Sheet1": [[title], list(row), list(row.values())]}))
    (finding,) = (f for f in result.findings if f.severity == "refuse")
    assert (finding.rule, finding.column) == ("missing_column", "学段")
    assert "不能空着" in finding.expected and "可以空着" not in finding.expected, "it is part of the key"


def test_the_nearest_heading_is_named_when_a_column_is_missing(check: Check) -> None:
    row = dict(RIGHT["class_roster"])
    row["学生数量统计"] = row.pop("学生数（人）")
    result = check(workbook({"表": [list(row), list(row.values())]}))
    assert "“学生数量统计”" in result.findings[0].message
    assert result.findings[0].severity == "refuse"


def test_a_column_below_a_group_is_called_missing_with_the_group_that_hides_it(check: Check) -> None:
    row = RIGHT["class_roster"]
    (finding, *_) = check(workbook({"表": [[None] * 4 + ["女"], list(row), list(row.values())]})).findings
    assert (finding.rule, finding.column) == ("missing_column", "学生数")
    assert "“学生数（人）”上方的“女”" in finding.message and "移到第一列" in finding.remedy


def test_two_columns_for_one_refuse_the_sheet(check: Check) -> None:
    row = {**RIGHT["class_roster"], "班级人数": 41}
    result = check(workbook({"表": [list(row), list(row.values())]}))
    (finding,) = (f for f in result.findings if f.severity == "refuse")
    assert finding.rule == "two_columns_for_one"
    assert "学生数（人）" in finding.message and "班级人数" in finding.message


@pytest.mark.parametrize("dataset", [DATASETS[name] for name in RIGHT], ids=lambda dataset: dataset.name)
def test_the_required_headings_alone_tell_a_dataset_from_every_other(dataset: Dataset, check: Check) -> None:
    needed: list[Cell] = [column.heading for column in dataset.columns.values() if column.required]
    result = check(workbook({"表": [needed]}))
    assert [found.dataset for found in result.sheets] == [dataset.name]


def test_an_unknown_column_is_noted_and_a_known_one_without_use_is_not(check: Check) -> None:
    result = check(
        sheet("class_roster", {**RIGHT["class_roster"], "学校名称": "示例小学", "班主任电话": "1"})
    )
    assert result.state == "accepted"
    (finding,) = result.findings
    assert (finding.severity, finding.rule, finding.column) == ("note", "unknown_column", "班主任电话")


def test_sheets_that_explain_are_ignored_and_any_other_unknown_sheet_is_told(check: Check) -> None:
    row = RIGHT["class_roster"]
    table = [list(row), list(row.values())]
    result = check(
        workbook({"填报说明": [["请填表"]], "班级": table, "Sheet3": [], "其他": [["甲", "乙"], [1, 2]]})
    )
    assert [found.state for found in result.sheets] == ["ignored", "accepted", "ignored", "unrecognised"]
    assert [(f.rule, f.sheet) for f in result.findings] == [("unrecognised", "其他")]
    assert result.state == "accepted"


def test_a_file_without_any_known_sheet_is_refused(check: Check) -> None:
    result = check(workbook({"其他": [["栏目1", "栏目2"], ["张某某", "370399201401010011"]]}))
    assert result.state == "refused"
    assert {finding.rule for finding in result.findings} == {"unrecognised", "nothing_recognised"}
    assert not any("张某某" in f.message or "3703" in f.message for f in result.findings)


def test_an_exam_without_any_subject_is_refused(check: Check) -> None:
    row = {key: cell for key, cell in RIGHT["exam_scores"].items() if key not in ("语文(120)", "数学")}
    assert [f.rule for f in check(workbook({"表": [list(row), list(row.values())]})).findings] == [
        "nothing_across"
    ]
