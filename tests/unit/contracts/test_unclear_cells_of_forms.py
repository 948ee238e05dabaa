"""A word where a form of the statistics has a figure is that figure, unreadable; no other cell is taken."""

from __future__ import annotations

import pytest

from tests.unit.contracts.conftest import Check
from tests.unit.contracts.education_forms import FORMS, school_workbook

TOTAL = 4


@pytest.mark.parametrize("text", ["520人", "约520", "520/521", "520[1]", "未统计", "见附件"])
def test_a_total_that_is_a_word_is_unreadable_and_no_neighbour_is_taken_for_it(
    check: Check, text: str
) -> None:
    rows = [list(row) for row in FORMS["教基3112_小学"]]
    rows[TOTAL][TOTAL] = text
    result = check(school_workbook(**{"教基3112": rows}))
    (primary,) = [sheet for sheet in result.sheets if "小学" in sheet.accepted["stage"].to_list()]
    assert primary.accepted["pupils"].to_list() == [None]
    assert ("pupils|unreadable", TOTAL + 1) in [(one.rule, one.row) for one in result.findings]
