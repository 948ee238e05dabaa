"""A form with an item a row is one row of its dataset; a fault names the item's own row."""

from __future__ import annotations

from tests.unit.contracts.conftest import Check
from tests.unit.contracts.world import RIGHT
from tests.unit.ingest.building import Cell, workbook

FORM = [["序号", "类别", "填报项目", "单位", "填报值"]]


def form(**changes: Cell) -> bytes:
    items = {**RIGHT["county_finance"], **changes}
    rows = [
        [at, "经费", name.split("(")[0], name.split("(")[1].rstrip(")") if "(" in name else "—", cell]
        for at, (name, cell) in enumerate(items.items(), start=1)
    ]
    return workbook({"县级教育财政": [["县级教育财政填报表（合成）"], *FORM, *rows]})


def test_a_vertical_form_is_one_row(check: Check) -> None:
    result = check(form())
    assert result.findings == []
    (found,) = result.sheets
    assert (found.dataset, found.rows_read, found.rows_accepted) == ("county_finance", 1, 1)
    row = found.accepted.row(0, named=True)
    assert (row["fiscal_year"], row["education_expenditure"], row["primary_quota"]) == (2024, 90000, 720)


def test_a_fault_in_a_form_names_the_items_own_row(check: Check) -> None:
    (finding,) = (f for f in check(form(特教学校学生数="九十")).findings if f.severity == "unknown")
    assert (finding.row, finding.column) == (10, "填报值")
    assert "特教学校学生数" in finding.message and "“九十”" in finding.message


def test_a_form_may_state_another_unit_beside_the_item(check: Check) -> None:
    rows: list[list[Cell]] = [
        [1, "经费", name.split("(")[0], "元" if "万元" in name else "—", cell]
        for name, cell in RIGHT["county_finance"].items()
    ]
    (found,) = check(workbook({"表": [*FORM, *rows]})).sheets
    assert found.accepted["education_expenditure"].to_list() == [9.0]
