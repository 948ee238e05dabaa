"""A landing store and a finished build as small as can be, both without a fault until a test spoils them."""

from __future__ import annotations

import functools
import shutil
import tempfile
from collections.abc import Iterable
from datetime import date, datetime
from pathlib import Path

import duckdb
import yaml

from pipelines.landing.tables import create_tables
from pipelines.quality.gates import GateResult, run_suites
from pipelines.quality.suites import Stage
from pipelines.settings import PROJECT

EXPECTATIONS = PROJECT / "expectations"
MARTS = PROJECT / "dbt_project" / "models" / "marts"
TODAY = date(2024, 11, 20)

FILE = """
insert into ledger.file_version
    (file_id, county_code, school_year, path, refresh_id, state, received_at) values
    ('{file_id}', '990101', 2024, '{file_id}.csv', '{refresh}', 'accepted', timestamp '2024-11-0{day}');
insert into ledger.presence values ('{file_id}', timestamp '2024-11-0{day}', true, '{refresh}');
insert into ledger.sheet_version values
    ('{file_id}', 's', 'class_roster', {rows} + 1, {rows}, 0, 1, 'accepted', null);
insert into landing.class_roster by name
    select '{file_id}' as file_id, 's' as sheet, number as row_number, '990101' as county_code,
        2024 as school_year, '990101|2024|2199010001|1' as scope_key, '2199010001' as school_code,
        '小学' as stage, 1 as grade, '一班' || number as class_name, 40 as pupils
    from range({rows}) as numbers(number);
"""

BUILD = """
create schema registry;
create table registry.indicators as from (values
    ('R1', 100.0, 'teachers', 'ratio', true, 'schools'), ('B1', 1.0, 'books', 'ratio', false, 'schools')
) as t(indicator_code, scale, numerator_measure, county_value, in_compliance, county_method);
create table registry.indicator_departments as
    select null::text as county_code, 'R1' as indicator_code, '教体' as department_code;
create table registry.departments as select null::text as county_code, '教体' as department_code;
create table registry.datasets as select 'class_roster' as dataset;
create table registry.measure_formulas as
    select 'teachers' as measure_code, 'pupils' as component, 1 as coefficient;
create table registry.measures as
    from (values ('pupils', '人'), ('teaching_area', '㎡')) as t(measure_code, unit);
create table registry.drift_limits as select 'pupils' as measure_code, 20.0 as percent;
create table registry.unit_ratios as select '㎡' as unit, 666.67::double as ratio;
create table registry.dataset_due_dates as
    select null::text as county_code, 'class_roster' as dataset, '11-19' as due_month_day;
create table registry.regions as select '370000' as region_code, '省' as region_kind;
create table registry.league_figures as select 'cv' as figure_kind;
create table registry.code_words as select 'verdict' as word_kind, 'met' as code;
create table registry.stages as select '小学' as stage;
create table registry.closing_actions as select 'hire' as action_code;
create table registry.closing_budgets as select '990101' as county_code, 2025 as year;
create table registry.closing_priorities as select '990101' as county_code, '1' as school_code;
create table registry.closing_terms as select 'hire' as action_code;
create table registry.plan_tasks as select 1 as task;
create table registry.plan_statements as select 1 as task, 1 as statement_order;
create table registry.rulesets as select 'national' as ruleset_code, 1 as compliance_min_met;
create table registry.school_types as select '211' as school_type_code, true as is_ordinary;
create table registry.school_type_stages as select '211' as school_type_code, '小学' as stage;
create schema quality;
create table quality.file_version as
    select 'f1' as file_id, '990101' as county_code, 2024 as school_year;
create table quality.sheet_version as
    select 'f1' as file_id, 'class_roster' as dataset, 'in_force' as state;
create schema marts;
create table marts.dim_school as
    select '990101' as county_code, 2024 as school_year, code as school_code, '公办' as ownership,
        '城区' as urban_rural, '城关镇' as town_name, '211' as school_type_code,
        '7' as provider_type_code, '111' as urban_rural_code, '校名' as school_name
    from (values ('1'), ('2')) as schools(code);
create table marts.fct_school_measure as
    select '990101' as county_code, 2024 as school_year, '1' as school_code, '小学' as stage,
        'pupils' as measure_code, 100.0::double as value, false as is_derived,
        null::text as source_dataset;
create table marts.fct_school_indicator as
    select '990101' as county_code, 2024 as school_year, 'national' as ruleset_code, facts.*
    from (values
        ('1', '小学', 'R1', 5.0, 100.0, 5.0, 'met', null), ('2', '小学', 'R1', 1.0, 100.0, 1.0, 'unmet', 3.0),
        ('1', '小学', 'B1', 7.0, 100.0, 0.07, 'reported', null),
        ('2', '小学', 'B1', null, 100.0, null, 'no_data', null),
        ('1', null, 'G4', null, null, null, 'no_data', null), ('2', null, 'G4', 1.0, 1.0, 1.0, 'met', null)
    ) as facts(school_code, stage, indicator_code, numerator, denominator, value, status, shortfall);
create table marts.fct_school_compliance as
    select '990101' as county_code, 2024 as school_year, 'national' as ruleset_code, facts.*
    from (values
        ('1', '小学', 100, 1, 0, 0, 0, true), ('2', '小学', 100, 0, 0, 1, 0, false)
    ) as facts(school_code, stage, pupils, indicators_met, indicators_near, indicators_unmet,
        indicators_no_data, passes);
create table marts.fct_county_balance as
    select '990101' as county_code, 2024 as school_year, 'national' as ruleset_code, facts.*
    from (values
        ('小学', 'R1', 2, 200, 3.0, 2.0, 2.0 / 3.0, 'unmet'),
        ('小学', 'B1', 1, 100, 0.07, 0.0, 0.0, 'reported'),
        ('初中', 'R1', 0, null, null, null, null, 'no_data')
    ) as facts(stage, indicator_code, units, pupils, mean, standard_deviation, cv, status);
create table marts.fct_balance_driver as
    select '990101' as county_code, 2024 as school_year, 'national' as ruleset_code, '小学' as stage,
        'R1' as indicator_code, units.*
    from (values ('1', 100, 5.0, 0.5), ('2', 100, 1.0, 0.5))
        as units(school_code, pupils, value, variance_share);
create table marts.fct_county_indicator as
    select '990101' as county_code, 2024 as school_year, 'national' as ruleset_code,
        null::text as dimension, facts.*
    from (values
        ('R1', '小学', 6.0, 200.0, 3.0, 'unmet', 2, 1), ('B1', '小学', 7.0, 100.0, 0.07, 'reported', 2, 0),
        ('G4', null, null, null, null, 'no_data', null, null)
    ) as facts(indicator_code, stage, numerator, denominator, value, status, subjects_total, subjects_unmet);
create table marts.fct_recognition as
    select '990101' as county_code, 2024 as school_year, 'national' as ruleset_code, facts.*
    from (values ('资源配置', 3, 1, 1, 1, false), ('综合', 3, 1, 1, 1, false))
        as facts(area, items_total, items_met, items_unmet, items_no_data, passes);
create table marts.fct_shortfall as
    select '990101' as county_code, 2024 as school_year, 'national' as ruleset_code,
        '教体' as department_code, null::text as town_code, '2' as school_code, '小学' as stage,
        'R1' as indicator_code, null::text as dimension, 3.0 as shortfall, 'unmet' as status;
"""


DIMENSIONS = """
insert into marts.bridge_indicator_department by name
    select * exclude (county_code) from registry.indicator_departments;
insert into marts.bridge_indicator_measure by name
    select indicator_code, 'numerator' as role, numerator_measure as measure_code from registry.indicators;
insert into marts.bridge_measure_component by name
    select measure_code, component as component_code, coefficient from registry.measure_formulas;
insert into marts.dim_briefing_part by name
    select '990101' as county_code, number as part_order, if(number = 1, 'title', 'paragraph') as part_kind
    from range(1, 3) as numbers(number);
insert into marts.dim_county_briefing by name select '990101' as county_code, 1 as every_months;
insert into marts.dim_closing_action by name from registry.closing_actions;
insert into marts.dim_closing_budget by name from registry.closing_budgets;
insert into marts.dim_closing_priority by name from registry.closing_priorities;
insert into marts.dim_closing_term by name from registry.closing_terms;
insert into marts.dim_plan_task by name select 'national' as ruleset_code, task from registry.plan_tasks;
insert into marts.dim_plan_statement by name
    select 'national' as ruleset_code, *, 'R1' as indicator_code from registry.plan_statements;
insert into marts.dim_region by name from registry.regions;
insert into marts.dim_league_figure by name from registry.league_figures;
insert into marts.dim_code_word by name from registry.code_words;
insert into marts.dim_code_word by name select 'stage' as word_kind, stage as code from registry.stages;
insert into marts.dim_dataset by name from registry.datasets;
insert into marts.dim_department by name select * exclude (county_code) from registry.departments;
insert into marts.dim_indicator by name select indicator_code from registry.indicators;
insert into marts.dim_measure by name from registry.measures;
insert into marts.dim_ruleset by name from registry.rulesets;
insert into marts.dim_threshold by name select 'national' as ruleset_code, 'R1' as indicator_code;
"""
"""What is published of the registry, as far as an expectation compares the two."""


KEPT = tempfile.TemporaryDirectory()
"""What is made once and copied; goes with the process."""


def write_landing(path: Path, *, batches: Iterable[int] = ()) -> Path:
    """A store of every dataset; batches of the class roster of so many rows came night after night."""
    with duckdb.connect(":memory:") as connection:
        connection.execute(f"attach '{path}' as store")
        connection.execute("use store")
        create_tables(connection)
        for day, rows in enumerate(batches, start=1):
            connection.execute(FILE.format(file_id=f"f{day}", refresh=f"r{day}", day=day, rows=rows))
    return path


def write_build(path: Path, *further: str) -> Path:
    """The tables of `BUILD` and the dimensions of its registry, and every other mart without a row.

    Args:
        path: where it is written.
        further: statements that put more rows into it.
    """
    shutil.copyfile(built_once(), path)
    for statement in further:
        spoil(path, statement)
    return path


@functools.cache
def built_once() -> Path:
    """The build that every test has a copy of."""
    path = Path(KEPT.name) / "warehouse.duckdb"
    with duckdb.connect(str(path)) as connection:
        connection.execute(BUILD)
        for table, columns in columns_of_marts().items():
            connection.execute(f"create table if not exists marts.{table} ({columns})")
        connection.execute(DIMENSIONS)
    return path


@functools.cache
def columns_of_marts() -> dict[str, str]:
    """The columns every mart promises, as SQL, by table."""
    models = [
        model
        for path in MARTS.rglob("*.yml")
        for model in yaml.load(path.read_text(encoding="utf-8"), yaml.CSafeLoader).get("models", ())
    ]
    return {
        model["name"]: ", ".join(f'"{one["name"]}" {one["data_type"]}' for one in model["columns"])
        for model in models
    }


def spoil(path: Path, statement: str) -> None:
    with duckdb.connect(":memory:") as connection:
        connection.execute(f"attach '{path}' as store")
        connection.execute("use store")
        connection.execute(statement)


def gates(
    database: Path,
    stage: Stage,
    *,
    directory: Path = EXPECTATIONS,
    known_on: datetime | None = None,
    past: Path | None = None,
) -> list[GateResult]:
    return run_suites(
        database, directory, run_id="r1", stage=stage, threads=1, known_on=known_on, today=TODAY, past=past
    )


def only(folder: Path, stage: Stage, table: str) -> Path:
    """The expectations of one table alone, so that a fault is asked for where it was planted."""
    alone = folder / "expectations"
    (alone / stage).mkdir(parents=True)
    for part in (f"{stage}/{table}.json", f"{stage}/sql", "waivers.toml"):
        (alone / part).symlink_to(EXPECTATIONS / part)
    return alone


def failed(results: Iterable[GateResult]) -> set[tuple[str, str, str]]:
    return {(one.suite, one.expectation, one.severity) for one in results if not one.success}
