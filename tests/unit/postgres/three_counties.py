"""Versions of three invented counties, small: what a refresh would publish, without the refresh.

A county's figures follow its mark, a number that stands in every row of it, so that a row tells from which
version it is. What does not belong here: PostgreSQL (servers).
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path

import duckdb

from pipelines.settings import Settings
from pipelines.warehouse.versions import STAMP, Version, named, point_to

COUNTIES = ("990101", "990102", "880101")
"""Two of one prefecture, one of another province; each has two towns of two schools."""
FIRST_NIGHT = datetime(2024, 11, 1, 18, tzinfo=UTC)
TABLES = """
create schema marts; create schema bi; create schema quality; create schema meta;
create table marts.dim_county as select county_code, county_code || '县' as county_name from counties;
create table marts.dim_indicator as
select 'R' || number as indicator_code, '指标' || number as indicator_name
from generate_series(1, 3) as numbers (number);
create table marts.dim_school as
select
    county_code, 2024 as school_year, town_code || number as school_code,
    '学校' || town_code || number as school_name, town_code
from (select county_code, county_code || '00' || n as town_code from counties, generate_series(1, 2) as t (n))
cross join generate_series(1, 2) as numbers (number);
create table marts.fct_school_indicator as
select county_code, school_year, school_code, indicator_code, mark + 0.1 as value, mark
from marts.dim_school
inner join counties using (county_code)
cross join marts.dim_indicator;
create table marts.fct_county_indicator as
select county_code, 2024 as school_year, indicator_code, 镇街, mark / 3 as value, mark
from counties, marts.dim_indicator, (values (null), ('甲,"镇"'), ('')) as parts (镇街);
create table marts.fct_odd (
    county_code text, exact decimal(9, 3), seen_at timestamp, seen_on date, is_so boolean, many hugeint,
    said text
);
insert into marts.fct_odd values
    (
        '990101', 1.5, '2024-01-02 03:04:05.678901', '2024-01-02', true, 12345678901234567890,
        '\\' || chr(10) || '"'
    ),
    ('990102', null, null, null, null, null, null),
    ('880101', 0, null, null, false, 0, '\\N'),
    (null, 1, null, null, null, null, '');
create view bi."学校" as
select county_code as "县代码", town_code as "镇街代码", school_code as "学校代码", mark as "标记"
from marts.dim_school inner join counties using (county_code);
create view bi."各县合计" as
select count(*) as "学校数" from marts.dim_school;
create table quality.finding as select county_code, mark::text as message from counties;
create table meta.county_build as select county_code, mark from counties;
create table meta.build as select county_code, mark as built from counties;
create table meta.column_description as
select schema_name, table_name, column_name, column_name || '的说明。' as description_zh,
    case schema_name || '.' || table_name
        when 'marts.dim_county' then column_name = 'county_code'
        when 'marts.dim_indicator' then column_name = 'indicator_code'
        when 'marts.dim_school' then column_name in ('county_code', 'school_year', 'school_code')
        when 'marts.fct_school_indicator'
            then column_name in ('county_code', 'school_year', 'school_code', 'indicator_code')
        when 'marts.fct_county_indicator'
            then column_name in ('county_code', 'school_year', 'indicator_code', '镇街')
    end as is_key,
    column_name != '镇街' as is_never_null
from duckdb_columns() where schema_name in ('marts', 'bi', 'quality', 'meta') and not internal
union all
select schema_name, table_name, null, table_name || '表。', null, null
from duckdb_tables() where schema_name = 'marts'
"""


def publish(settings: Settings, marks: Mapping[str, float], *statements: str) -> Version:
    """Publish a further version and put it in force.

    Args:
        settings: where.
        marks: the counties there are, each with its mark.
        statements: what is otherwise than in `TABLES`, run on the finished file.
    """
    number = len(list(settings.versions.glob("*"))) if settings.versions.exists() else 0
    name = (FIRST_NIGHT + timedelta(days=number)).strftime(STAMP)
    folder = settings.versions / name
    folder.mkdir(parents=True)
    write(folder / "warehouse.duckdb", marks, *statements)
    (folder / "manifest.json").write_text(
        json.dumps(
            {"version": name, "created_at": FIRST_NIGHT.isoformat(), "as_known_on": None, "row_counts": {}}
        )
    )
    version = named(settings, name)
    point_to(settings, version)
    return version


def write(path: Path, marks: Mapping[str, float], *statements: str) -> None:
    """Write the DuckDB file of a version."""
    rows = ", ".join(f"('{county}', {mark}::double)" for county, mark in marks.items())
    with duckdb.connect(str(path)) as connection:
        connection.execute(
            f"create table main.counties as select * from (values {rows}) as c (county_code, mark)"
        )
        connection.execute(TABLES)
        for statement in statements:
            connection.execute(statement)
