"""The workbooks of the closing plan: what every school gives and gets, who has a sheet, what can be read."""

from __future__ import annotations

from typing import Any

import openpyxl
import pytest

from pipelines.reports import closing_tables, forecast_sheet
from pipelines.reports.closing_plan import write_closing_plan
from pipelines.reports.closing_rows import by_school
from pipelines.reports.closing_schools import _sheet_names, write_closing_schools
from pipelines.reports.scope import scopes
from pipelines.settings import Settings
from pipelines.warehouse.reading import open_version, records
from pipelines.warehouse.versions import current
from pipelines.workbooks.paper import scale
from tests.conftest import CountyVersion

LEAST_HUNDREDTHS = 80
"""Letters of 10 points are printed with 8 at least."""
TABLES = {
    name: [column.width for column in columns]
    for name, columns in vars(closing_tables).items()
    if isinstance(columns, tuple) and len(columns) > 4 and name.isupper()
} | {"forecast": list(forecast_sheet.WIDTHS)}
STEP = {
    "方案": "最省",
    "财政年度": 2025,
    "步骤": 1,
    "镇街名称": "东镇",
    "学校标识码": "1",
    "学校名称": "甲校",
    "学段": "小学",
    "调出学校标识码": "2",
    "调出镇街": "西镇",
    "调出学校名称": "乙校",
    "费用万元": 3.0,
}


def test_a_step_stands_with_the_school_that_gets_and_with_the_one_that_gives_once_each() -> None:
    rows = by_school([STEP | {"指标代码": "R1"}, STEP | {"指标代码": "R3"}])
    told = [(row["代码"], row["学校"], row["出得"], row["对方学校"], row["费用万元"]) for row in rows]
    assert told == [("1", "甲校", "得", "乙校", 3.0), ("2", "乙校", "出", "甲校", None)]


def test_two_schools_of_one_name_have_sheets_of_their_own() -> None:
    schools = {"1": ("东镇", "中心小学"), "2": ("西镇", "中心小学"), "3": ("西镇", "说明")}
    assert _sheet_names(schools) == {"1": "中心小学", "2": "2 中心小学", "3": "3 说明"}


@pytest.mark.parametrize("name", TABLES)
def test_a_table_is_printed_with_eight_points_at_least(name: str) -> None:
    assert scale(TABLES[name]) >= LEAST_HUNDREDTHS


@pytest.fixture(scope="module")
def books(county_version: CountyVersion, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """Both workbooks of the synthetic county under one ruleset, and the schools its plan speaks of."""
    folder = tmp_path_factory.mktemp("books")
    version = current(Settings(raw=county_version.raw, home=county_version.home))
    assert version is not None
    with open_version(version) as connection:
        scope = scopes(connection, ruleset="national_2017")[0]
        assert write_closing_plan(connection, version, scope, folder / "county.xlsx")
        assert write_closing_schools(connection, version, scope, folder / "schools.xlsx")
        spoken_of = records(
            connection,
            """
            select distinct school_name from (
                select county_code, school_year, ruleset_code, plan,
                    unnest([school_code, from_school_code]) as school_code
                from marts.fct_closing_plan
            ) inner join marts.dim_school using (county_code, school_year, school_code)
            where county_code = $county_code and school_year = $school_year and ruleset_code = $ruleset_code
            """,
            scope.parameters,
        )
    found = {name: openpyxl.load_workbook(folder / f"{name}.xlsx") for name in ("county", "schools")}
    return {**found, "spoken_of": sorted(row["school_name"] for row in spoken_of)}


def test_every_school_that_gives_or_gets_has_a_sheet_to_which_the_list_leads(books: dict[str, Any]) -> None:
    contents, *schools, _ = books["schools"].worksheets
    assert sorted(sheet["A1"].value for sheet in schools) == books["spoken_of"]
    assert len(books["spoken_of"]) > 3
    leading = [cell.hyperlink.location for row in contents.iter_rows() for cell in row if cell.hyperlink]
    assert leading == [f"'{sheet.title}'!A1" for sheet in schools]


def test_no_sheet_is_empty_and_each_department_with_something_to_do_has_one(books: dict[str, Any]) -> None:
    assert [sheet.title for book in ("county", "schools") for sheet in books[book] if sheet.max_row < 3] == []
    assert {"汇总", "先后", "添置和建设", "各校"} < set(books["county"].sheetnames)
    assert "未补齐" not in books["county"].sheetnames
