"""A heading above several columns is no column: its own total stands for the whole, or nothing does."""

from __future__ import annotations

import io

import pytest
import xlsxwriter

from pipelines.contracts.datasets.catalogue import DATASETS
from tests.unit.contracts.conftest import Check
from tests.unit.contracts.world import RIGHT
from tests.unit.ingest.building import Cell, lines, workbook

MEASURES = [
    (name, column.name)
    for name in RIGHT
    for column in DATASETS[name].columns.values()
    if column.is_measure and column.required and not DATASETS[name].is_form
]


def parted(dataset: str, column: str, parts: dict[str, Cell]) -> list[list[Cell]]:
    """The right row of a dataset with one column parted below its heading."""
    wanted = DATASETS[dataset].columns[column].heading
    top: list[Cell] = []
    below: list[Cell] = []
    row: list[Cell] = []
    for heading, cell in RIGHT[dataset].items():
        if heading.replace("（", "(").split("(")[0] == wanted:
            top += [heading, *[None] * (len(parts) - 1)]
            below += [*parts]
            row += [*parts.values()]
        else:
            top, below, row = [*top, heading], [*below, None], [*row, cell]
    return [top, below, row]


@pytest.mark.parametrize(("dataset", "column"), MEASURES)
def test_a_group_without_a_total_refuses_the_sheet_and_names_its_columns(
    dataset: str, column: str, check: Check
) -> None:
    result = check(workbook({"表": parted(dataset, column, {"男": 1, "女": 1})}))
    assert result.state == "refused"
    (finding,) = [one for one in result.findings if one.severity == "refuse"]
    assert finding.rule == "group_without_total"
    assert "男" in finding.found and "女" in finding.found


@pytest.mark.parametrize("total", ["合计", "计", "小计"])
def test_the_total_of_a_group_stands_for_the_whole(total: str, check: Check) -> None:
    rows = parted("class_roster", "pupils", {"男": 20, "女": 19, total: 39})
    assert check(workbook({"表": rows})).sheets[0].accepted["pupils"].to_list() == [39]


def test_below_a_group_a_column_of_the_groups_own_name_is_meant(check: Check) -> None:
    rows = parted("special_rooms", "area", {"建筑面积": 120, "使用面积": 97})
    assert check(workbook({"表": rows})).sheets[0].accepted["area"].to_list() == [97]


def test_what_stands_below_a_group_belongs_to_the_group(check: Check) -> None:
    right = RIGHT["student_roster"]
    top = [*right, "监护人", None]
    below = [*[None] * len(right), "姓名", "身份证件号"]
    rows = [top, below, [*right.values(), "某某丙", "370399198001010033"]]
    sheet = check(workbook({"表": rows})).sheets[0]
    alone = check(workbook({"表": [list(right), list(right.values())]})).sheets[0]
    assert sheet.accepted["id_number_hash"].to_list() == alone.accepted["id_number_hash"].to_list()


def test_a_neutral_group_changes_nothing(check: Check) -> None:
    right = RIGHT["class_roster"]
    rows = [["基本信息", *[None] * (len(right) - 2), "其中"], list(right), list(right.values())]
    assert check(workbook({"表": rows})).sheets[0].accepted["pupils"].to_list() == [40]


@pytest.mark.parametrize("name", ["a.xlsx", "a.csv"])
def test_a_long_word_over_several_columns_is_a_group_and_no_title(check: Check, name: str) -> None:
    """Below 上一年度各项经费执行情况 stands what was spent the year before."""
    head, row = list(RIGHT["school_finance"]), list(RIGHT["school_finance"].values())
    first = head.index("公用经费预算（万元）")
    top: list[Cell] = [*[None] * first, "上一年度各项经费执行情况", *[None] * (len(head) - first - 1)]
    rows = [["合成数据"], top, head, row]
    if name == "a.csv":
        content = lines(*(",".join("" if cell is None else str(cell) for cell in one) for one in rows))
    else:
        content = workbook({"表": rows}, merges={"表": [(1, first, 1, len(head) - 1, str(top[first]))]})
    result = check(content, name)
    assert result.state == "refused" and "上一年度各项经费执行情况" in (result.reason or "")


@pytest.mark.parametrize("merged", [True, False])
def test_a_heading_over_two_columns_of_figures_is_none_of_them(merged: bool, check: Check) -> None:
    headings = list(RIGHT["school_statistics"])
    at = headings.index("在校生数")
    rows = [[*headings[: at + 1], None, *headings[at + 1 :]]]
    cells = list(RIGHT["school_statistics"].values())
    rows.append([*cells[: at + 1], 260, *cells[at + 1 :]])
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        sheet = book.add_worksheet("表")
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
        if merged:
            sheet.merge_range(0, at, 0, at + 1, "在校生数")
    text = "\n".join(",".join("" if cell is None else str(cell) for cell in row) for row in rows)
    result = check(buffer.getvalue()) if merged else check(text.encode(), "a.csv")
    told = [finding.rule for finding in result.findings if finding.severity == "refuse"]
    assert told == ["group_without_total"]
