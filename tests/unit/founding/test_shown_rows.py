"""Rows of the program in a new county's workbook: they say nothing until somebody changes one."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping
from pathlib import Path

import openpyxl
import pytest

from pipelines.county_rows.open_tables import OpenTable, open_tables
from pipelines.county_rows.own_rows import FOR_ALL, OwnRows, own_rows
from pipelines.county_rows.shown import WORD
from pipelines.founding.described import Described
from pipelines.founding.prefilled import NewCounty, first_rows
from pipelines.founding.workbook import write_workbook
from pipelines.settings import Settings

CODE = "990103"
ABOUT = {
    *("counties", "departments", "indicator_departments", "dataset_due_dates"),
    *("rulesets", "thresholds", "parameters"),
}
Row = dict[str, str]
Change = Callable[[list[Row]], object]


@pytest.fixture(scope="module")
def tables() -> Mapping[str, OpenTable]:
    """Those that these tests are about."""
    return {name: table for name, table in open_tables(Settings().dbt_project).items() if name in ABOUT}


def write(path: Path, tables: Mapping[str, OpenTable]) -> Path:
    described = Described(Settings().dbt_project)
    write_workbook(path, tables, first_rows(NewCounty(CODE, "甲乙区"), tables), described)
    return path


@pytest.fixture(scope="module")
def made(tables: Mapping[str, OpenTable], tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write(tmp_path_factory.mktemp("made") / "book.xlsx", tables)


@pytest.fixture
def settings(made: Path, tmp_path: Path) -> Settings:
    (tmp_path / "county").mkdir()
    shutil.copy(made, tmp_path / "county")
    return Settings(county=tmp_path / "county", home=tmp_path / "home")


def changed(settings: Settings, table: str, change: Change) -> OwnRows:
    """What counts once somebody has changed a sheet, as a spreadsheet writes it."""
    path = settings.county / "book.xlsx"
    book = openpyxl.load_workbook(path)
    (sheet,) = (one for one in book if one.title.endswith(f" {table}"))
    names = [str(cell.value).split()[-1] for cell in sheet[1]]
    rows = [dict(zip(names, cells, strict=True)) for cells in sheet.iter_rows(min_row=3, values_only=True)]
    change(rows)
    sheet.delete_rows(3, sheet.max_row)
    for row in rows:
        sheet.append([row[name] for name in names])
    book.save(path)
    return own_rows(settings)


def where(rows: list[Row], **cells: str) -> list[Row]:
    return [row for row in rows if cells.items() <= row.items()]


def test_a_new_workbook_says_only_what_is_the_countys(settings: Settings) -> None:
    rows = own_rows(settings)
    assert rows.held == {} and rows.for_all == "" and FOR_ALL not in rows.by_county
    assert rows.by_county[CODE].keys() == {"counties", "departments"}
    told = {row["department_code"] for row in rows.of("departments", CODE)}
    assert "财政" in told and "各镇街" not in told


def test_every_row_a_county_may_change_is_shown_with_its_mark(made: Path) -> None:
    book = openpyxl.load_workbook(made, read_only=True)
    shown = {
        sheet.title.split()[-1]: sum(str(cell).startswith(f"{WORD} {CODE} ") for (cell,) in cells)
        for sheet in book
        for cells in [list(sheet.iter_rows(min_row=3, max_col=1, values_only=True))]
    }
    assert {name for name, rows in shown.items() if rows} == ABOUT - {"counties"}
    assert shown["rulesets"] == 1 and shown["dataset_due_dates"] == 22


def test_the_workbook_says_what_its_codes_mean(made: Path) -> None:
    sheet = openpyxl.load_workbook(made, read_only=True)["说明 代码"]
    told = {row[:2]: row[2] for row in sheet.iter_rows(min_row=2, values_only=True)}
    assert told["indicator_code", "R1"] == "每百名学生拥有高于规定学历教师数"
    assert told["dataset", "teacher_roster"] and told["department_code", "财政"] == "县财政局"


def test_a_due_date_that_is_filled_in_is_the_countys_and_no_other(settings: Settings) -> None:
    def change(rows: list[Row]) -> None:
        where(rows, dataset="teacher_roster")[0]["due_month_day"] = "09-30"

    rows = changed(settings, "dataset_due_dates", change)
    assert rows.held == {}
    assert rows.of("dataset_due_dates", CODE) == [
        {"county_code": CODE, "dataset": "teacher_roster", "due_month_day": "09-30"}
    ]


def test_a_changed_threshold_brings_the_countys_own_standard_with_it(settings: Settings) -> None:
    def change(rows: list[Row]) -> None:
        where(rows, indicator_code="R1", stage="小学")[0].update(threshold="4.5", basis="本区方案")

    rows = changed(settings, "thresholds", change)
    assert rows.held == {}
    (threshold,) = rows.of("thresholds", CODE)
    assert (threshold["layer"], threshold["threshold"]) == (CODE, "4.5")
    (ruleset,) = rows.of("rulesets", CODE)
    assert (ruleset["ruleset_name"], ruleset["layers"]) == ("甲乙区标准", f"{CODE}|national")


def test_where_the_county_has_a_standard_of_its_layer_the_shown_one_stays_out(settings: Settings) -> None:
    def own(rows: list[Row]) -> None:
        rows[0].update(ruleset_code=f"{CODE}_2025", ruleset_name="本区方案")

    changed(settings, "rulesets", own)
    rows = changed(settings, "thresholds", lambda rows: rows[0].update(threshold="4.5"))
    assert [row["ruleset_code"] for row in rows.of("rulesets", CODE)] == [f"{CODE}_2025"]


def test_with_a_changed_task_go_the_other_departments_of_the_indicator(settings: Settings) -> None:
    def change(rows: list[Row]) -> None:
        where(rows, indicator_code="R1", department_code="人社")[0]["department_code"] = "发改"

    rows = changed(settings, "indicator_departments", change)
    assert {row["department_code"] for row in rows.of("indicator_departments", CODE)} == {
        "教体",
        "编办",
        "发改",
    }
    assert {row["indicator_code"] for row in rows.of("indicator_departments", CODE)} == {"R1"}


def test_a_row_beside_a_shown_one_of_its_key_stands_alone(settings: Settings) -> None:
    def add(rows: list[Row]) -> None:
        shown = where(rows, dataset="teacher_roster")[0]
        rows.append(shown | {"county_code": CODE, "due_month_day": "10-15"})

    rows = changed(settings, "dataset_due_dates", add)
    assert rows.held == {}
    assert [row["due_month_day"] for row in rows.of("dataset_due_dates", CODE)] == ["10-15"]


def test_a_mark_that_gives_way_to_the_code_keeps_the_value_for_good(settings: Settings) -> None:
    rows = changed(settings, "parameters", lambda rows: rows[0].update(county_code=CODE))
    assert len(rows.of("parameters", CODE)) == 1 and len(rows.of("rulesets", CODE)) == 1


def test_what_an_earlier_program_showed_holds_nothing_back(
    settings: Settings, tables: Mapping[str, OpenTable]
) -> None:
    """The workbook shows values that the program has changed since; nobody touched them."""
    known = open_tables(settings.dbt_project)
    earlier = {name: known[name] for name in tables}
    for name, column in (("thresholds", "threshold"), ("dataset_due_dates", "due_month_day")):
        earlier[name].__dict__["shipped"] = [row | {column: "9"} for row in map(dict, tables[name].shipped)]
    write(settings.county / "book.xlsx", earlier)
    assert own_rows(settings).by_county[CODE].keys() == {"counties", "departments"}


def test_a_fault_in_a_changed_row_names_its_sheet_and_row(settings: Settings) -> None:
    held = changed(settings, "thresholds", lambda rows: rows[1].update(threshold="很多")).held
    (said,) = held[CODE]
    assert "工作表“标准值 thresholds”第 4 行" in said and "“threshold”列是“很多”" in said
