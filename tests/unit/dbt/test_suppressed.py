"""A figure that would tell of few persons is null and marked, and no test of dbt takes it for a fault."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from pipelines.night.manifest import read_manifest
from pipelines.quality.dbt_tests import ask_tests
from pipelines.settings import Settings

TABLES = {
    "fct_school_measure": """
        create schema marts;
        create table marts.fct_school_measure as
        select '990101' as county_code, 2024 as school_year, code as school_code, null::text as stage,
            'cohort_died' as measure_code, value, 'person' as unit, 'cohort_outcomes' as source_dataset,
            'f1' as file_id,
            false as is_derived, is_suppressed
        from (values {rows}) as rows (code, value, is_suppressed);
    """,
    "fct_shortfall": """
        create schema marts;
        create table marts.fct_shortfall as
        select '990101' as county_code, 2024 as school_year, 'national' as ruleset_code,
            'education' as department_code, null::text as town_code, code as school_code, '初中' as stage,
            'Q1' as indicator_code, null::text as dimension, null::double as value,
            value as shortfall, '人' as shortfall_unit, 'unmet' as status, is_suppressed
        from (values {rows}) as rows (code, value, is_suppressed);
    """,
}
KNOWN = {
    "fct_school_measure": "a_value_is_known_unless_it_is_suppressed",
    "fct_shortfall": "a_shortfall_is_known_unless_it_is_suppressed",
}


def against(folder: Path, table: str, rows: str) -> list[str]:
    """The tests about the table alone that these rows are against."""
    manifest = read_manifest(Settings())
    only = {
        name: node
        for name, node in manifest["nodes"].items()
        if node["resource_type"] == "test" and node["name"].startswith(f"{table}__")
        and node["depends_on"]["nodes"] == [f"model.junheng.{table}"]
    }  # fmt: skip
    assert len(only) >= 3
    build, landing = folder / "warehouse.duckdb", folder / "landing.duckdb"
    with duckdb.connect(str(build)) as connection:
        connection.execute(TABLES[table].format(rows=rows))
    duckdb.connect(str(landing)).close()
    limits = Settings().limits
    gates = ask_tests(build, landing, {"nodes": only}, run_id="r", not_built=(), limits=limits)
    return [gate.expectation for gate in gates if not gate.success]


@pytest.mark.parametrize("table", TABLES)
def test_a_suppressed_figure_holds_nobody(table: str, tmp_path: Path) -> None:
    assert against(tmp_path, table, "('1', 12.0, false), ('2', null::double, true)") == []


@pytest.mark.parametrize("table", TABLES)
def test_a_figure_that_is_not_there_and_not_suppressed_is_a_fault(table: str, tmp_path: Path) -> None:
    found = against(tmp_path, table, "('1', 12.0, false), ('2', null::double, false)")
    assert found == [f"{table}__{KNOWN[table]}"]
