"""A 区 with departments and items of its own, by rows in `county/` alone; its neighbour is as shipped."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import pytest

from pipelines.orchestration.run import RefreshOutcome
from pipelines.settings import Settings
from pipelines.simulate.county import simulate
from pipelines.warehouse.county_build import county_builds
from pipelines.warehouse.versions import current
from tests.conftest import SMALL, made_once
from tests.crew import refreshed

RULESETS = (
    "county_code,ruleset_code,ruleset_name,ruleset_name_en,layers,counties,point_counting,cohort_formula,"
    "catchment_population,migrant_population,compliance_min_met"
)
INDICATORS = (
    "county_code,indicator_code,item_code,sort_order,indicator_name,indicator_name_en,area,grain,kind,layer,"
    "stages,unit,decimals,numerator_measure,denominator_measure,school_flag_measure,scale,population,"
    "compared_population,county_method,county_value,zero_denominator,judged_by_rating,size_measure,"
    "in_compliance,in_balance,shortfall_unit,shortfall_factor,shortfall_whole,formula,basis,seed_task"
)
THRESHOLDS = (
    "county_code,layer,indicator_code,stage,school_type_code,comparison,threshold,floor_ratio,cv_limit,basis"
)


def write_own_rows(folder: Path, own: str) -> None:
    """The 区 calls two departments by other names, has one more, and judges one item of its own."""
    tables = {
        "departments": [
            "county_code,department_code,department_name",
            f"{own},教体,区教育局",
            f"{own},审批,区行政审批局",
        ],
        "indicator_departments": [
            "county_code,indicator_code,department_code,task",
            f"{own},R1,审批,4",
            f"{own},{own}X1,教体,4",
        ],
        "rulesets": [
            RULESETS,
            f"{own},{own}_2025,本区方案,Own plan,{own}|national,,own,F2,all,public_only,6",
        ],
        "indicators": [
            INDICATORS,
            f"{own},{own}X1,{own}X1,9001,每百名学生专任教师数,Teachers per 100 pupils,县级承诺,"
            "school_stage,ratio,"
            f"{own},小学|初中,人,2,teachers,pupils,,100,resource_units,,schools,ratio,,false,,false,false,人,1,true,"
            "专任教师数 ÷ 在校生数 × 100,本区方案,",
        ],
        "thresholds": [
            THRESHOLDS,
            *(f"{own},{own},{own}X1,{stage},,>=,99,,,本区方案" for stage in ("小学", "初中")),
        ],
    }
    folder.mkdir()
    for name, lines in tables.items():
        (folder / f"{name}.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")


def counties_of(folder: Path) -> tuple[str, str]:
    neighbour, own = sorted(path.name for path in (folder / "raw").iterdir())
    return neighbour, own


def settings_of(folder: Path) -> Settings:
    return Settings(raw=folder / "raw", home=folder / "warehouse", county=folder / "county", settle_seconds=0)


def publish(folder: Path) -> None:
    simulate(folder / "raw", counties=2, scale=SMALL)
    for county in (folder / "raw").iterdir():
        # nothing here asks for an earlier year
        for year in sorted(county.iterdir())[:-1]:
            shutil.rmtree(year)
    write_own_rows(folder / "county", counties_of(folder)[1])
    outcome = refreshed(settings_of(folder))
    assert (outcome.outcome, outcome.held) == ("published", {}), outcome


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return made_once(tmp_path_factory, "own_rows", publish)


@pytest.fixture
def ask(folder: Path) -> Callable[[str], list[Any]]:
    def asked(sql: str) -> list[Any]:
        database = settings_of(folder).current / "warehouse.duckdb"
        with duckdb.connect(str(database), read_only=True) as connection:
            return connection.execute(sql).fetchall()

    return asked


def test_every_place_that_shows_a_department_shows_the_countys_own_name(
    folder: Path, ask: Callable[[str], list[Any]]
) -> None:
    neighbour, own = counties_of(folder)
    named = (
        "select county_code, department_name from marts.dim_county_department where department_code = '教体'"
    )
    called = dict(ask(named))
    assert (called[neighbour], called[own]) == ("县教育和体育局", "区教育局")
    for view, column in (("缺口清单", "责任部门"), ("缺口合计", "责任部门"), ("待办项目", "责任部门")):
        (shown,) = ask(
            f"select list(distinct {column}) from bi.{view} where 县代码 = '{own}' and {column} is not null"
        )[0]
        said = "、".join(shown)
        assert "区教育局" in said, view
        assert "县教育和体育局" not in said, view
    (conclusions,) = ask(
        f"select string_agg(conclusion) from marts.fct_county_indicator where county_code = '{own}'"
    )[0]
    assert "区教育局" in conclusions and "县教育和体育局" not in conclusions
    for code, name in ((own, "区教育局"), (neighbour, "县教育和体育局")):
        lists = settings_of(folder).current / "reports" / code
        found = {path.stem for path in lists.rglob("部门 *.xlsx")}
        assert f"部门 {name}" in found
        assert ("部门 区行政审批局" in found) == (code == own)


def test_its_own_item_is_judged_in_its_own_ruleset_and_owed_by_whom_it_says(
    folder: Path, ask: Callable[[str], list[Any]]
) -> None:
    _, own = counties_of(folder)
    judged = ask(
        "select distinct county_code, ruleset_code, threshold, status from marts.fct_school_indicator"
        f" where indicator_code = '{own}X1' and status = 'unmet'"
    )
    assert judged == [(own, f"{own}_2025", 99.0, "unmet")]
    owed = "select distinct department_code from marts.fct_shortfall where indicator_code = '{}'"
    assert ask(owed.format(f"{own}X1")) == [("教体",)]
    assert ask(owed.format("R1") + f" and county_code = '{own}'") == [("审批",)]


def test_another_row_of_one_county_rebuilds_that_county_alone_and_a_fault_holds_it_alone(
    folder: Path, tmp_path: Path
) -> None:
    neighbour, own = counties_of(folder)
    settings = settings_of(folder)
    first = current(settings)
    assert first is not None
    path = settings.county / "departments.csv"
    as_it_was = path.read_text(encoding="utf-8")
    path.write_text(as_it_was.replace("区教育局", "区教育体育局"), encoding="utf-8")
    built = refreshed(settings, shown=False)
    after = current(settings)
    assert after is not None
    built_in = {code: one.version_built for code, one in county_builds(after.manifest).items()}
    assert built_in == {neighbour: first.name, own: after.name}

    path.write_text(as_it_was + f"{own},教体,又一个\n", encoding="utf-8")
    held: RefreshOutcome = refreshed(settings, shown=False)
    assert built.held == {} and list(held.held) == [own]
    assert "departments.csv 第 4 行" in held.held[own][0]
