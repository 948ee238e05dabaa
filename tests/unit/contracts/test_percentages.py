"""A part of one that was handed in as a percentage is divided by 100, and the sender is told."""

from __future__ import annotations

import pytest

from tests.unit.contracts.conftest import Check
from tests.unit.contracts.world import RIGHT, sheet, without
from tests.unit.ingest.building import Cell, workbook


@pytest.mark.parametrize(
    ("heading", "cell", "lands", "divided"),
    [
        ("校际差异率", 0.149, 0.149, False),
        ("校际差异率", 14.9, 0.149, True),
        ("校际差异率", 1, 0.01, True),
        ("校际差异率", "0.9%", 0.009, True),
        ("校际差异率（%）", 14.9, 0.149, True),
        ("校际差异率(%)", 0.9, 0.009, True),
        ("校际差异率(%)", "14.9%", 0.149, True),
        ("校际差异率", 0, 0, False),
        ("校际差异率", None, None, False),
    ],
)
def test_the_difference_between_schools_lands_as_a_part_of_one(
    heading: str, cell: Cell, lands: float | None, divided: bool, check: Check
) -> None:
    row = {**without("national_monitoring", "校际差异率"), heading: cell}
    result = check(sheet_with(row))
    (found,) = result.sheets
    assert found.accepted["between_school_difference"].to_list() == [
        None if lands is None else pytest.approx(lands, rel=1e-12)
    ]
    assert [finding.rule for finding in result.findings] == ["divided_by_100"] * divided


def sheet_with(*rows: dict[str, Cell]) -> bytes:
    headings = list(rows[0])
    return workbook({"表": [headings, *([row[heading] for heading in headings] for row in rows)]})


def test_the_finding_counts_the_numbers_and_quotes_the_first(check: Check) -> None:
    rows = [
        {**RIGHT["national_monitoring"], "学科": subject, "校际差异率": cell}
        for subject, cell in (("语文", 0.1), ("数学", 14.9), ("科学", "17%"))
    ]
    result = check(sheet("national_monitoring", *rows))
    (finding,) = result.findings
    assert (finding.severity, finding.row, finding.column) == ("warn", 4, "校际差异率")
    assert "2 个数" in finding.message and "“14.9”" in finding.message and finding.remedy


def test_more_than_the_whole_is_unknown(check: Check) -> None:
    """150 of a hundred is 1.5, and a part of one is at most 1."""
    result = check(sheet("national_monitoring", {**RIGHT["national_monitoring"], "校际差异率": 150}))
    assert [(one.rule, one.severity) for one in result.findings if one.severity != "warn"] == [
        ("between_school_difference|max", "unknown")
    ]
    assert result.sheets[0].accepted["between_school_difference"].to_list() == [None]
