"""A star at a heading marks what must be filled in, unless a line outside the table says more of it."""

from __future__ import annotations

import pytest

from pipelines.contracts.recognising.footnotes import has_footnote
from pipelines.ingest.headings import Heading
from tests.unit.contracts.conftest import Check
from tests.unit.contracts.world import FORMS, RIGHT, form
from tests.unit.ingest.building import workbook


@pytest.mark.parametrize(
    ("heading", "line", "speaks"),
    [
        ("在校生数*", "* 含借读生", True),
        ("在校生数*", "注：*不含分校", True),
        ("在校生数＊", "＊含借读生", True),
        ("在校生数*（人）", "*含借读生", True),
        ("*在校生数", "带*的按上年口径", True),
        ("在校生数*", "说明：1.截至9月。*含分校", True),
        ("在校生数**", "** 含借读生", True),
        ("在校生数*", "** 含借读生", False),
        ("在校生数*", "带“*”的为必填项", False),
        ("在校生数*", "*不能为空", False),
        ("在校生数*", "*", False),
        ("在校生数*", "联系电话：138****0000", False),
        ("在校生数*", "审核人：张*三", False),
        ("在校生数", "* 含借读生", False),
        ("在校生数†", "† 含借读生", False),
    ],
)
def test_a_line_speaks_of_a_heading_by_its_star(heading: str, line: str, speaks: bool) -> None:
    assert has_footnote(Heading(0, (heading,), heading), [line]) is speaks


@pytest.mark.parametrize("above", [True, False])
@pytest.mark.parametrize(("said", "state"), [("*含借读生", "refused"), ("*为必填项", "accepted")])
def test_a_column_of_which_a_footnote_speaks_is_not_taken(
    said: str, state: str, above: bool, check: Check
) -> None:
    row = {
        heading.replace("在校生数", "在校生数*"): cell for heading, cell in RIGHT["school_statistics"].items()
    }
    rows = [list(row), list(row.values())]
    result = check(workbook({"表": [[said], *rows] if above else [*rows, [said]]}))
    assert result.state == state
    refusing = [finding for finding in result.findings if finding.severity == "refuse"]
    assert [finding.column for finding in refusing] == ["在校生数*"] * (state == "refused")
    assert all("“*”的说明" in finding.found for finding in refusing)


def test_the_footnote_of_a_form_stands_below_its_items(check: Check) -> None:
    items = {
        item.replace("小学学生人数", "小学学生人数*"): cell for item, cell in FORMS["school_form"].items()
    }
    assert check(workbook({"学校": form(items)})).state == "accepted"
    result = check(workbook({"学校": [*form(items), ["*含附设班"]]}))
    assert result.state == "refused" and "小学学生人数*" in (result.reason or "")


def test_a_unit_that_a_footnote_states_is_understood(check: Check) -> None:
    row = {
        heading.replace("教学仪器设备资产值（万元）", "教学仪器设备资产值*"): cell
        for heading, cell in RIGHT["school_statistics"].items()
    }
    row["教学仪器设备资产值*"] = 1234500
    result = check(workbook({"表": [list(row), list(row.values()), ["*单位：元"]]}))
    (found,) = result.sheets
    assert found.accepted["equipment_value"].to_list() == [pytest.approx(123.45)]
