"""A unit is stated in a heading, above the table or by a number format; one in doubt refuses the sheet."""

from __future__ import annotations

import io

import pytest
import xlsxwriter

from tests.unit.contracts.conftest import Check
from tests.unit.contracts.world import RIGHT
from tests.unit.ingest.building import Cell, workbook


@pytest.mark.parametrize(
    ("heading", "cell", "lands"),
    [
        ("教学仪器设备资产值（元）", 1234500, 123.45),
        ("教学仪器设备资产值（万元）", 123.45, 123.45),
        ("教学仪器设备资产值", 123.45, 123.45),
        ("教学仪器设备资产值(千元)", 1234.5, 123.45),
    ],
)
def test_yuan_are_converted_to_ten_thousands(heading: str, cell: Cell, lands: float, check: Check) -> None:
    row = {key: value for key, value in RIGHT["school_statistics"].items() if not key.startswith("教学仪器")}
    row[heading] = cell
    accepted = check(workbook({"表": [list(row), list(row.values())]})).sheets[0].accepted
    assert accepted["equipment_value"][0] == pytest.approx(lands, rel=1e-12)


def test_a_unit_above_the_table_counts_like_one_in_the_heading(check: Check) -> None:
    row = {key.replace("（万元）", ""): value for key, value in RIGHT["school_finance"].items()}
    row["公用经费预算"] = 360000
    for title, lands in (
        ("单位：元", 36),
        ("单位：万元", 360000),
        ("单位：人、元", 36),
    ):
        accepted = check(workbook({"表": [[title], list(row), list(row.values())]})).sheets[0].accepted
        assert accepted["public_funds_budget"][0] == pytest.approx(lands), title


@pytest.mark.parametrize(
    ("title", "rule"), [("单位：元、万元", "units_differ"), ("金额单位：见附注", "unit_not_understood")]
)
def test_a_unit_in_doubt_above_the_table_refuses_the_sheet_and_is_quoted(
    title: str, rule: str, check: Check
) -> None:
    row = {key.replace("（万元）", ""): value for key, value in RIGHT["school_finance"].items()}
    result = check(workbook({"表": [[title], list(row), list(row.values())]}))
    told = [finding for finding in result.findings if finding.severity == "refuse"]
    assert result.state == "refused"
    assert {finding.rule for finding in told} == {rule}
    assert all(title.replace("：", ":") in finding.found for finding in told)


def test_a_unit_nobody_converts_refuses_the_sheet(check: Check) -> None:
    row = {key.replace("（平方米）", "（亩）"): value for key, value in RIGHT["special_rooms"].items()}
    result = check(workbook({"表": [list(row), list(row.values())]}))
    (finding,) = (f for f in result.findings if f.severity == "refuse")
    assert finding.rule == "wrong_unit"
    assert "亩" in finding.message and "㎡" in finding.message


@pytest.mark.parametrize(("code", "rule"), [('0.0"亩"', "wrong_unit"), ('0.00"㎡"', None), ("0.00", None)])
def test_a_number_format_states_a_unit_like_words(code: str, rule: str | None, check: Check) -> None:
    headings = ["学校标识码", "教室编号", "教室类别", "使用面积"]
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        sheet = book.add_worksheet("表")
        sheet.write_row(0, 0, headings)
        sheet.write_row(1, 0, ["2137039901", "音1", "音乐"])
        sheet.write_number(1, 3, 97, book.add_format({"num_format": code}))
    result = check(buffer.getvalue())
    told = {finding.rule for finding in result.findings if finding.severity == "refuse"}
    assert told == ({rule} if rule else set())


@pytest.mark.parametrize(
    ("code", "lands"), [('0.00"元"', 0.036), ('0.00"万元"', 360.0), ('0!.0,"万元"', None)]
)
def test_a_number_format_that_shows_another_unit_than_is_stored_refuses(
    code: str, lands: float | None, check: Check
) -> None:
    row = {key.replace("（万元）", ""): value for key, value in RIGHT["school_finance"].items()}
    at = list(row).index("公用经费预算")
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        sheet = book.add_worksheet("表")
        sheet.write_row(0, 0, list(row))
        sheet.write_row(1, 0, list(row.values()))
        sheet.write_number(1, at, 360, book.add_format({"num_format": code}))
    result = check(buffer.getvalue())
    if lands is None:
        assert {one.rule for one in result.findings if one.severity == "refuse"} == {"unit_not_understood"}
    else:
        assert result.sheets[0].accepted["public_funds_budget"][0] == pytest.approx(lands)
