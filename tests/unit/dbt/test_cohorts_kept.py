"""A cohort of which more graduated than entered it is told, unless pupils who came back explain it.

What does not belong here: how retention is computed (the unit tests of the models beside them).
"""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from pipelines.night.manifest import read_manifest
from pipelines.quality.dbt_tests import ask_tests
from pipelines.settings import Settings

TEST = "no_cohort_keeps_more_than_it_was_and_who_came_back"
TABLES = """
    create schema marts; create schema registry; create schema intermediate; create schema staging;
    create table marts.fct_school_indicator as
    select '990101' as county_code, 2024 as school_year, 'national' as ruleset_code, 's1' as school_code,
        '初中' as stage, 'Q1' as indicator_code, {graduated}.0 as numerator, 100.0 as denominator,
        {graduated}.0 as value;
    create table registry.indicators as
    select 'Q1' as indicator_code, '%' as unit, null::text as numerator_measure;
    create table intermediate.int_stage_grades as
    select '990101' as county_code, '初中' as stage, 3 as years_before, true as is_followed_to_graduation;
    create table registry.cohort_changes as select '转入' as change_type;
    create table staging.stg_student_changes as
    select '990101' as county_code, 's1' as school_code, '初中' as stage, '2021-09' as entry_month,
        'p' || pupil as student_hash, '{kind}' as change_type, date '2023-03-01' as change_date
    from range({events}) as pupils (pupil);
"""


@pytest.mark.parametrize(
    ("graduated", "events", "kind", "told"),
    [
        (100, 0, "复学", False),
        (102, 2, "复学", False),
        (102, 1, "复学", True),
        (102, 0, "复学", True),
        (102, 2, "转入", True),  # the formula counts these already
    ],
)
def test_more_than_entered_is_told_unless_as_many_came_back(
    tmp_path: Path, graduated: int, events: int, kind: str, told: bool
) -> None:
    (name, node) = next(
        (name, node)
        for name, node in read_manifest(Settings())["nodes"].items()
        if node["resource_type"] == "test" and node["name"] == TEST
    )
    build, landing = tmp_path / "warehouse.duckdb", tmp_path / "landing.duckdb"
    with duckdb.connect(str(build)) as connection:
        connection.execute(TABLES.format(graduated=graduated, events=events, kind=kind))
    duckdb.connect(str(landing)).close()
    (gate,) = ask_tests(
        build, landing, {"nodes": {name: node}}, run_id="r", not_built=(), limits=Settings().limits
    )
    assert (gate.success, gate.blocks) == (not told, False)
