"""The registry is what no night need build: it knows nothing of what landed, nor of the run."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import duckdb
import pytest

from pipelines.night import manifest as manifests
from pipelines.night.manifest import read_manifest
from pipelines.night.registry import in_registry, lay_registry, registry_file, standing
from pipelines.settings import Settings
from tests.unit.orchestration.tiny_county import TinyCounty

OF_A_RUN = re.compile(r"""var\(["'](run_id|as_known_on|built_at|code_version)["']""")


@pytest.fixture(scope="module")
def manifest() -> dict[str, Any]:
    return read_manifest(Settings())


def test_every_seed_is_in_the_registry_and_nothing_that_reads_a_landed_row(manifest: dict[str, Any]) -> None:
    registry = in_registry(manifest)
    seeds = {name for name in manifest["nodes"] if name.startswith("seed.")}
    assert seeds <= registry
    parents = {parent for name in registry for parent in manifest["parent_map"][name]}
    assert parents <= registry
    landed = {
        name
        for name in manifest["nodes"]
        if any(parent.startswith("source.") for parent in manifest["parent_map"].get(name, []))
    }
    assert registry.isdisjoint(landed)


def test_a_project_that_changed_is_not_parsed_from_where_it_was_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = tmp_path / "dbt_project"
    (project / "target").mkdir(parents=True)
    (project / "target" / "partial_parse.msgpack").write_bytes(b"of before")
    (project / "dbt_project.yml").write_text("name: other\n", encoding="utf-8")

    def prepared(_: Settings, target: Path) -> None:
        assert not (target / "partial_parse.msgpack").exists()
        (target / "manifest.json").write_text('{"nodes": {}, "parent_map": {}}', encoding="utf-8")
        (target / "partial_parse.msgpack").write_bytes(b"of now")

    monkeypatch.setattr(manifests, "_prepare", prepared)
    settings = Settings(dbt_project=project)
    for _ in range(2):
        assert read_manifest(settings)["nodes"] == {}
    assert (project / "target" / "partial_parse.msgpack").read_bytes() == b"of now"


def test_a_view_that_stands_reads_only_columns_that_a_contract_fixes(manifest: dict[str, Any]) -> None:
    nodes = manifest["nodes"]
    views = standing(manifest) - in_registry(manifest)
    assert views
    assert {nodes[name]["config"]["materialized"] for name in views} == {"view"}
    read = {parent for name in views for parent in manifest["parent_map"][name]}
    assert [name for name in read if not nodes[name]["config"]["contract"]["enforced"]] == []


def test_a_build_begins_with_the_views_and_without_the_tables_of_what_landed(
    manifest: dict[str, Any], tmp_path: Path
) -> None:
    laid = tmp_path / "warehouse.duckdb"
    lay_registry(Settings(), laid)
    with duckdb.connect(str(laid), read_only=True) as connection:
        found = connection.execute(
            """
            select schema_name, table_name from duckdb_tables()
            union all select schema_name, view_name from duckdb_views() where not internal
            """
        ).fetchall()
    stands = {
        (manifest["nodes"][name]["schema"], manifest["nodes"][name]["alias"]) for name in standing(manifest)
    }
    assert set(found) == stands


def test_nothing_that_stands_tells_of_a_run(manifest: dict[str, Any]) -> None:
    told = [name for name in standing(manifest) if OF_A_RUN.search(manifest["nodes"][name]["raw_code"])]
    assert told == []


def test_every_test_comes_with_its_sql_and_fails_at_the_first_row_against_it(
    manifest: dict[str, Any],
) -> None:
    tests = [node for node in manifest["nodes"].values() if node["resource_type"] == "test"]
    assert [test["name"] for test in tests if not test.get("compiled_code")] == []
    asked = {
        (test["config"]["fail_calc"], test["config"]["error_if"], test["config"]["limit"]) for test in tests
    }
    assert asked == {("count(*)", "!= 0", None)}


def test_a_changed_seed_makes_the_registry_anew_and_an_unchanged_one_does_not(county: TinyCounty) -> None:
    settings = county.settings
    seed = settings.dbt_project / "seeds" / "registry" / "departments.csv"
    as_it_was = seed.read_bytes()
    names = "select count(*) from registry.departments where department_name = '改名局'"
    laid = settings.home / "warehouse.duckdb"
    settings.home.mkdir(parents=True)

    def renamed() -> int:
        read_manifest(settings)
        lay_registry(settings, laid)
        with duckdb.connect(str(laid), read_only=True) as connection:
            return int(connection.execute(names).fetchall()[0][0])

    try:
        assert renamed() == 0
        made = registry_file(settings).stat().st_mtime_ns
        assert renamed() == 0
        assert registry_file(settings).stat().st_mtime_ns == made
        text = as_it_was.decode("utf-8-sig")
        seed.write_text(text.replace("县教育和体育局", "改名局"), encoding="utf-8")
        assert renamed() == 1
    finally:
        seed.write_bytes(as_it_was)
