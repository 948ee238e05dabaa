"""What is told of a file by itself and beside others, put together."""

from __future__ import annotations

import pytest

from pipelines.contracts.persons.hashing import Hasher
from pipelines.contracts.result import FileResult, SheetResult
from pipelines.feedback.answer import Answer, answered
from pipelines.feedback.version_said import FileSaid
from pipelines.ingest.model import Finding, Severity


def beside_others(severity: Severity) -> Finding:
    return Finding(
        rule="order_of_magnitude",
        severity=severity,
        found="3 所学校中 3 所的教学仪器设备资产值约为上一年（2023）的 10000 倍",
        expected="同一数量级的数",
        remedy="请核对两份材料的单位。",
        dataset="school_statistics",
    )


@pytest.mark.parametrize(("severity", "state"), [("refuse", "refused"), ("warn", "accepted")])
def test_a_file_that_is_refused_beside_others_is_answered_as_refused(severity: Severity, state: str) -> None:
    landed = FileResult([SheetResult("统计", "school_statistics", "accepted")], [], "accepted")
    said = FileSaid(is_known=True, together=[(beside_others(severity), "ABCDEFGH")])
    whole = answered(Answer("统计.xlsx", landed), [], said, Hasher(b"k" * 32))
    assert whole.result.state == state
    assert [finding.sheet for finding in whole.result.findings] == ["统计"]
    assert ("10000 倍" in (whole.result.reason or "")) == (state == "refused")


def test_what_was_found_in_the_file_alone_has_names_beside_codes() -> None:
    found = Finding(
        rule="primary_key",
        severity="set_aside",
        found="学校标识码与第 4 行相同（“2137039901”）",
        expected="同一文件中各不相同的行",
        remedy="请核对。",
        sheet="统计",
        row=7,
    )
    by_name = "学校标识码与第 4 行相同（“2137039901（示例小学）”）"
    result = FileResult([SheetResult("统计", "school_statistics", "accepted")], [found], "accepted")
    said = FileSaid(is_known=True, numbers={"one": "ABCDEFGH"}, worded={"one": by_name})
    whole = answered(Answer("统计.xlsx", result), [("one", found)], said, Hasher(b"k" * 32))
    (told,) = whole.result.findings
    assert (told.found, told.row, whole.numbers[told]) == (by_name, 7, "ABCDEFGH")


def test_a_file_of_which_more_is_said_is_answered_anew() -> None:
    assert FileSaid(worded={"one": "甲"}).sign != FileSaid(worded={"one": "乙"}).sign
