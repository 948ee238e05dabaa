"""A count too small to be published is null and marked, and no test of dbt takes it for a fault."""

from __future__ import annotations

from pathlib import Path

import duckdb

from pipelines.night.manifest import read_manifest
from pipelines.quality.dbt_tests import ask_tests
from pipelines.settings import Settings

TABLE = """
create schema marts;
create table marts.fct_school_measure as
select '990101' as county_code, 2024 as school_year, code as school_code, null::text as stage,
    'cohort_died' as measure_code, value, 'person' as unit, 'cohort_outcomes' as source_dataset,
    'f1' as file_id,
    false as is_derived, is_suppressed
from (values {rows}) as rows (code, value, is_suppressed);
"""


def against(folder: Path, rows: str) -> list[str]:
    """The tests about the table alone that these rows are against."""
    manifest = read_manifest(Settings())
    only = {
        name: node
        for name, node in manifest["nodes"].items()
        if node["resource_type"] == "test" and node["name"].startswith("fct_school_measure__")
        and node["depends_on"]["nodes"] == ["model.junheng.fct_school_measure"]
    }  # fmt: skip
    assert len(only) >= 3
    build, landing = folder / "warehouse.duckdb", folder / "landing.duckdb"
    with duckdb.connect(str(build)) as connection:
        connection.execute(TABLE.format(rows=rows))
    duckdb.connect(str(landing)).close()
    limits = Settings().limits
    gates = ask_tests(build, landing, {"nodes": only}, run_id="r", not_built=(), limits=limits)
    return [gate.expectation for gate in gates if not gate.success]


def test_a_suppressed_count_holds_nobody(tmp_path: Path) -> None:
    assert against(tmp_path, "('1', 12.0, false), ('2', null::double, true)") == []


def test_a_value_that_is_not_there_and_not_suppressed_is_a_fault(tmp_path: Path) -> None:
    found = against(tmp_path, "('1', 12.0, false), ('2', null::double, false)")
    assert found == ["fct_school_measure__a_value_is_known_unless_it_is_suppressed"]
