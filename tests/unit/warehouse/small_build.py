"""A build as dbt would leave it, small: one county, four units, one file, one ruleset; and its night."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import duckdb

from pipelines.landing.report import LandingReport
from pipelines.warehouse.county_build import CountyBuild
from pipelines.warehouse.joining import Part
from pipelines.warehouse.publish import Night

STATEMENTS = """
create schema marts; create schema bi; create schema quality; create schema meta; create schema staging;
create table staging.secret_between as select 'must not leave' as note;
create table marts.dim_school (school_code text not null, school_name text);
insert into marts.dim_school values ('1', '示例一小'), ('2', '示例二小'), ('3', '示例初中');
create view bi."学校" as select school_code as "学校标识码", school_name as "学校名称" from marts.dim_school;
create table marts.dim_county as select '990101' as county_code, '示例县' as county_name;
create table marts.dim_ruleset as select 'national' as ruleset_code, '国家标准' as name;
create table marts.dim_code_word as select 'area' as word_kind, 'whole' as code, '综合' as word;
create table marts.fct_recognition as
select '990101' as county_code, year as school_year, 'national' as ruleset_code, area,
    32 as items_total, 20 as items_met, 3 as items_unmet, 9 as items_no_data, false as passes
from (values (2023), (2024)) as years (year), (values ('综合'), ('资源配置')) as areas (area);
create table marts.fct_school_compliance as
select '990101' as county_code, 2024 as school_year, 'national' as ruleset_code, school_code, passes
from (values ('1', true), ('2', true), ('3', false), ('4', null)) as units (school_code, passes);
create table quality.file_version as
select 'f1' as file_id, 'register.csv' as path, '990101' as county_code, 2024 as school_year,
    'school_register' as dataset, 'abc' as sha256, 'in_force' as state,
    3 as rows_accepted, 0 as rows_rejected, timestamp '2024-11-01 10:00' as received_at;
create table quality.finding as
select 'dataset_missing' as rule, 'class_roster' as dataset, '990101' as county_code, year as school_year,
    '请县教育和体育局报送班级名册。' as remedy
from (values (2023), (2024)) as years (year);
create table quality.expectation_result (
    run_id text, stage text, suite text, expectation text, severity text, success boolean, observed text,
    unexpected_count bigint, county_code text, waived_by text
);
create table meta.county_build (
    county_code text, status text, reason text, since timestamp, version_built text, run_id text,
    built_at timestamp, data_as_of timestamp, fingerprint text
);
create table meta.build as select 'r1' as run_id;
create table meta.column_description as
select *, null::boolean as is_key from (
    values ('marts', 'dim_school', null, '学校。Schools.'),
        ('marts', 'dim_school', 'school_name', '学校名称。The school''s name.'),
        ('bi', '学校', null, '学校的视图。A view of schools.'),
        ('bi', '学校', '学校名称', '学校名称。The school''s name.')
) as described (schema_name, table_name, column_name, description);
"""


@dataclass(frozen=True)
class GateSaid:
    """What a gate said; it held unless told otherwise."""

    run_id: str = "r1"
    stage: str = "landing"
    suite: str = "landing.school_register"
    expectation: str = "school_code_is_known"
    severity: str = "block"
    success: bool = True
    observed: str | None = None
    unexpected_count: int | None = None
    county_code: str | None = None
    waived_by: str | None = None


def write_build(path: Path) -> Path:
    """Write the build and return where it is."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with duckdb.connect(str(path)) as connection:
        connection.execute(STATEMENTS)
    return path


def a_night(build: Path, county: str = "990101", **others: object) -> Night:
    """A night in which one county passed, its build being this file."""
    told: dict[str, object] = {
        "run_id": "r1",
        "parts": [Part(build, (county,))],
        "counties": {county: CountyBuild(county, "fresh", fingerprint="f1")},
        "landing": LandingReport("r1"),
        "gates": (GateSaid(),),
        "dbt_results": {"success": 3},
        "fingerprint": "f",
    }
    return Night(**(told | others))  # type: ignore[arg-type]
