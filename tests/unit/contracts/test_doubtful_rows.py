"""A remark that a row no longer counts changes nothing, and the sender is asked."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from pipelines.ingest.model import Finding
from tests.unit.contracts.conftest import Check
from tests.unit.contracts.world import RIGHT, Row, second
from tests.unit.ingest.building import Cell, workbook


def told(check: Check, dataset: str, heading: str, cells: Sequence[Cell]) -> list[Finding]:
    """What is said of the right rows of a dataset with such a column beside them."""
    rows: list[Row] = [RIGHT[dataset], second(dataset)]
    headings = [*RIGHT[dataset], heading]
    body = [[*(row.get(one) for one in RIGHT[dataset]), cell] for row, cell in zip(rows, cells, strict=True)]
    result = check(workbook({"表": [headings, *body]}))
    assert result.state == "accepted" and sum(sheet.rows_accepted for sheet in result.sheets) == len(rows)
    return [finding for finding in result.findings if finding.rule == "row_may_not_count"]


@pytest.mark.parametrize(
    ("dataset", "heading", "cell"),
    [
        ("teacher_roster", "备注", "已退休"),
        ("teacher_roster", "人员状态", "2024.8 调出"),
        ("school_register", "备注", "已撤并（并入中心校）"),
        ("student_roster", "说明", "已转出"),
        ("special_rooms", "备注", "已拆除"),
        ("class_roster", "核对", "重复，不计"),
        ("evidence_register", "备注", "作 废"),
    ],
)
def test_the_row_lands_and_is_told(dataset: str, heading: str, cell: str, check: Check) -> None:
    (finding,) = told(check, dataset, heading, [cell, None])
    assert (finding.severity, finding.row, finding.column) == ("warn", 2, heading)
    assert "照常采用" in finding.found and finding.further_rows == ()


def test_several_rows_are_one_finding_that_names_them_all(check: Check) -> None:
    (finding,) = told(check, "teacher_roster", "备注", ["已退休", "已调离"])
    assert (finding.row, finding.further_rows) == (2, (3,))
    assert "“退休”1 行" in finding.found and "“调离”1 行" in finding.found


@pytest.mark.parametrize(
    ("dataset", "heading", "cells"),
    [
        ("teacher_roster", "备注", ["未退休", "拟2026年退休"]),
        ("teacher_roster", "备注", ["借阅教材", "在职"]),
        # more than half of the rows: the column is about something else
        ("teacher_roster", "毕业院校", ["1998年毕业", "2003年毕业"]),
        # what the dataset registers itself
        ("student_changes", "备注", ["转出", "已转出"]),
    ],
)
def test_other_words_are_no_such_remark(
    dataset: str, heading: str, cells: Sequence[Cell], check: Check
) -> None:
    assert told(check, dataset, heading, cells) == []
