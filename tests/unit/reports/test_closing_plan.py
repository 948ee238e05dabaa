"""The workbooks of the closing plan: what every school gives and gets, who has a sheet, what can be read."""

from __future__ import annotations

import shutil
from typing import Any

import duckdb
import openpyxl
import pytest

from pipelines.reports import closing_tables, forecast_sheet
from pipelines.reports.closing_plan import write_closing_plan
from pipelines.reports.closing_rows import by_school, once_each
from pipelines.reports.closing_schools import _sheet_names, write_closing_schools
from pipelines.reports.scope import scopes
from pipelines.settings import Settings
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
    rows = by_school([STEP | {"指标代码": "R1"}, STEP | {"指标代码": "R3", "费用万元": 0.0}])
    told = [(row["代码"], row["学校"], row["出得"], row["对方学校"], row["费用万元"]) for row in rows]
    assert told == [("1", "甲校", "得", "乙校", 3.0), ("2", "乙校", "出", "甲校", None)]


def test_a_step_that_counts_in_several_indicators_is_one_with_all_of_them() -> None:
    first, second = STEP | {"指标代码": "R1"}, STEP | {"指标代码": "R3", "费用万元": 0.0}
    rows = once_each([first, second, first | {"步骤": 2}])
    told = [(row["步骤"], row["指标代码"], row["费用万元"]) for row in rows]
    assert told == [(1, "R1、R3", 3.0), (2, "R1", 3.0)]


def test_two_schools_of_one_name_have_sheets_of_their_own() -> None:
    schools = {"1": ("东镇", "中心小学"), "2": ("西镇", "中心小学"), "3": ("西镇", "说明")}
    assert _sheet_names(schools) == {"1": "中心小学", "2": "2 中心小学", "3": "3 说明"}


@pytest.mark.parametrize("name", TABLES)
def test_a_table_is_printed_with_eight_points_at_least(name: str) -> None:
    assert scale(TABLES[name]) >= LEAST_HUNDREDTHS


PLANS = """
create temp table scope as
select county_code, school_year, ruleset_code, '最省' as plan, 2025 as year from marts.fct_recognition
where ruleset_code = 'national_2017' order by school_year desc limit 1;
create temp table pair as
select min(school_code) as giver, max(school_code) as getter from marts.dim_school
semi join scope using (county_code, school_year)
where school_type_code = '211';
delete from marts.fct_closing_plan;
delete from marts.fct_closing_plan_summary;
delete from marts.fct_closing_progress;
insert into marts.fct_closing_plan by name
select scope.*, 1 as step, '调配' as action, 'move_degree_pe_arts' as action_code, indicator_code,
    getter as school_code, '小学' as stage, giver as from_school_code, true as is_by_roster,
    2.0 as quantity, '人' as unit
from scope, pair, (values ('R1'), ('R3')) as counted (indicator_code)
union all by name
select scope.*, 2 as step, '新建' as action, 'build_sports_area' as action_code, 'R5' as indicator_code,
    getter as school_code, '小学' as stage, 512.5 as quantity, '㎡' as unit, 30.75 as cost
from scope, pair;
insert into marts.fct_closing_plan_summary by name
select *, '最优' as status, 30.75 as cost, 1 as units_passing_before, 2 as units_passing_after,
    300 as pupils_passing_after, 0 as cv_over_after, '说明。' as reason
from scope;
insert into marts.fct_closing_progress by name
select scope.*, 0 as point, '现在' as part, 0 as works, 0.0 as cost_so_far, 1 as units_passing,
    100 as pupils_passing, 1 as cv_over
from scope;
"""
"""Two teachers who count in two indicators go to another primary school, which builds a sports ground."""


@pytest.fixture(scope="module")
def books(county_version: CountyVersion, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """Both workbooks of the synthetic county with a plan of two steps, and the names of its two schools."""
    folder = tmp_path_factory.mktemp("books")
    version = current(Settings(raw=county_version.raw, home=county_version.home))
    assert version is not None
    shutil.copy(county_version.database, folder / "copy.duckdb")
    with duckdb.connect(str(folder / "copy.duckdb")) as connection:
        connection.execute(PLANS)
        scope = scopes(connection, ruleset="national_2017")[0]
        assert write_closing_plan(connection, version, scope, folder / "county.xlsx")
        assert write_closing_schools(connection, version, scope, folder / "schools.xlsx")
        names = connection.execute(
            "select distinct school_name from marts.dim_school, pair where school_code in (giver, getter)"
        ).fetchall()
    found = {name: openpyxl.load_workbook(folder / f"{name}.xlsx") for name in ("county", "schools")}
    return {**found, "spoken_of": sorted(name for (name,) in names)}


def test_every_school_that_gives_or_gets_has_a_sheet_to_which_the_list_leads(books: dict[str, Any]) -> None:
    contents, *schools, _ = books["schools"].worksheets
    assert sorted(sheet["A1"].value for sheet in schools) == books["spoken_of"]
    assert len(books["spoken_of"]) == 2
    leading = [cell.hyperlink.location for row in contents.iter_rows() for cell in row if cell.hyperlink]
    assert leading == [f"'{sheet.title}'!A1" for sheet in schools]


def test_who_counts_in_several_indicators_is_moved_once_and_it_is_said_by_what_that_is_known(
    books: dict[str, Any],
) -> None:
    rows = [[cell.value for cell in row] for row in books["county"]["调配"].iter_rows()]
    headings = next(row for row in rows if "计入指标" in row)
    (move,) = (row for row in rows if "小学" in row)
    told = dict(zip(headings, move, strict=True))
    assert (told["计入指标"], told["按名册"], told["数量"]) == ("R1、R3", "是", 2)


def test_no_sheet_is_empty_and_each_department_with_something_to_do_has_one(books: dict[str, Any]) -> None:
    assert [sheet.title for book in ("county", "schools") for sheet in books[book] if sheet.max_row < 3] == []
    assert {"汇总", "先后", "调配", "添置和建设", "各校"} < set(books["county"].sheetnames)
    assert "未补齐" not in books["county"].sheetnames
