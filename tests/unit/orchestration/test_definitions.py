"""The graph that `dagster dev` shows: its keys, its words, its job, its schedule."""

from __future__ import annotations

import re
import subprocess
import sys
import sysconfig
from pathlib import Path

import dagster as dg
import pytest
import yaml

from pipelines.contracts.datasets.catalogue import DATASETS
from pipelines.landing.tables import LEDGER, VIEWS
from pipelines.orchestration.groups import group_of
from pipelines.orchestration.project import definitions_for
from pipelines.quality.suites import read_suites
from pipelines.settings import PROJECT, Settings

CHINESE = re.compile(r"[\u4e00-\u9fff]")
SNAPSHOT = Path(__file__).parent / "asset_keys.txt"


@pytest.fixture(scope="module")
def definitions() -> dg.Definitions:
    return definitions_for(Settings())


@pytest.fixture(scope="module")
def specs(definitions: dg.Definitions) -> list[dg.AssetSpec]:
    return [spec for spec in definitions.resolve_all_asset_specs() if len(spec.key.path) > 1]


def keys_of_readers(specs: list[dg.AssetSpec]) -> list[str]:
    """Everything but landing, which the contracts tell, and the rooms between, which may change freely."""
    schemas = {"ledger", "marts", "quality", "meta", "published"}
    return sorted(spec.key.to_user_string() for spec in specs if spec.key.path[0] in schemas)


def test_dbt_itself_is_loaded_only_where_it_runs() -> None:
    told = "import sys, pipelines.definitions; print(*(one for one in sys.modules if one.startswith('dbt.')))"
    loaded = subprocess.run(
        [sys.executable, "-c", told], cwd=PROJECT, capture_output=True, text=True, check=True
    )
    assert loaded.stdout.split() == []


def test_dagster_loads_the_workspace() -> None:
    ended = subprocess.run(
        [
            Path(sysconfig.get_path("scripts")) / "dagster",
            *("definitions", "validate", "-w", "workspace.yaml"),
        ],
        cwd=PROJECT,
        capture_output=True,
        text=True,
        check=False,
    )
    said = ended.stdout + ended.stderr
    assert ended.returncode == 0, said
    assert "All code locations passed validation" in said


def test_the_keys_that_readers_meet_are_those_of_the_snapshot(specs: list[dg.AssetSpec]) -> None:
    """When a key was added on purpose, add it to asset_keys.txt; none may go away."""
    assert keys_of_readers(specs) == SNAPSHOT.read_text(encoding="utf-8").split()


def test_everything_has_a_group_an_owner_and_a_description(specs: list[dg.AssetSpec]) -> None:
    shown = [spec for spec in specs if spec.key.path[0] not in {"staging", "intermediate", "registry"}]
    for spec in shown:
        assert spec.group_name == group_of(spec.key.path[0]), spec.key
        assert spec.owners, spec.key
    for spec in shown:
        if spec.key.path[0] in {"landing", "ledger", "published"}:
            assert spec.description, spec.key


def test_groups_stand_in_the_order_in_which_a_night_fills_them(specs: list[dg.AssetSpec]) -> None:
    """Dagster orders them by name, so the number before it tells the story."""
    groups = {spec.key: str(spec.group_name) for spec in specs}
    for spec in specs:
        for dep in spec.deps:
            assert groups[dep.asset_key][0] <= groups[spec.key][0], (dep.asset_key, spec.key)


def test_everything_an_operator_meets_is_described_in_chinese(
    definitions: dg.Definitions, specs: list[dg.AssetSpec]
) -> None:
    graph = definitions.resolve_asset_graph()
    said = {
        **{spec.key.to_user_string(): spec.description for spec in specs},
        **{str(key): graph.get_check_spec(key).description for key in graph.asset_check_keys},
        **{name: definitions.resolve_job_def(name).description for name in ("nightly", "backfill")},
        "every_night": definitions.resolve_schedule_def("every_night").description,
        "files_settled": definitions.resolve_sensor_def("files_settled").description,
    }
    assert len(said) > 800
    assert [name for name, text in said.items() if not CHINESE.search(text or "")] == []


def test_rows_set_aside_are_told_from_those_that_landed(specs: list[dg.AssetSpec]) -> None:
    told = {spec.key.to_user_string(): spec.description or "" for spec in specs}
    for dataset in DATASETS:
        assert told[f"aside/{dataset}"].startswith("搁置的行"), dataset
        assert told[f"aside/{dataset}"].endswith(told[f"landing/{dataset}"])


def test_a_dataset_is_owned_by_the_department_that_owes_it(specs: list[dg.AssetSpec]) -> None:
    owners = {spec.key.path[-1]: list(spec.owners) for spec in specs if spec.key.path[0] == "landing"}
    assert owners["school_finance"] == ["team:县财政局"]
    assert owners["school_register"] == ["team:县教育和体育局"]


def test_dbt_reads_exactly_what_lands(definitions: dg.Definitions, specs: list[dg.AssetSpec]) -> None:
    landed = {spec.key for spec in specs if spec.key.path[0] in {"landing", "ledger"}}
    assert landed == {dg.AssetKey(["landing", name]) for name in DATASETS} | {
        dg.AssetKey(["ledger", table]) for table in (*LEDGER, *VIEWS)
    }
    read = {dep.asset_key for spec in specs for dep in spec.deps if spec.key not in landed}
    produced = {spec.key for spec in specs}
    assert read <= produced


@pytest.mark.parametrize("stage", ["landing", "marts"])
def test_every_suite_is_a_check_on_a_table_there_is(
    definitions: dg.Definitions, specs: list[dg.AssetSpec], stage: str
) -> None:
    graph = definitions.resolve_asset_graph()
    tables = {spec.key for spec in specs}
    for suite in read_suites(Settings().expectations, stage):  # type: ignore[arg-type]
        key = dg.AssetCheckKey(dg.AssetKey([stage, suite.table]), "expectations")
        assert key.asset_key in tables
        assert graph.get_check_spec(key).description


def test_that_dbts_tests_passed_is_a_check_of_its_own(definitions: dg.Definitions) -> None:
    key = dg.AssetCheckKey(dg.AssetKey(["quality", "expectation_result"]), "dbt_tests")
    assert definitions.resolve_asset_graph().get_check_spec(key).description


def test_publishing_stands_behind_every_published_table(specs: list[dg.AssetSpec]) -> None:
    (published,) = [spec for spec in specs if spec.key.path == ["published", "warehouse"]]
    behind = {dep.asset_key for dep in published.deps}
    assert {spec.key for spec in specs if spec.key.path[0] in {"marts", "quality", "meta"}} <= behind


def test_backfills_take_counties_years_and_a_day_from_the_launchpad(definitions: dg.Definitions) -> None:
    config = definitions.resolve_job_def("backfill").run_config
    assert config == {
        "resources": {
            "request": {"config": {"counties": [], "school_years": [], "as_known_on": "", "anew": True}}
        }
    }


def test_the_sensor_for_files_by_day_is_off_until_somebody_wants_it(definitions: dg.Definitions) -> None:
    sensor = definitions.resolve_sensor_def("files_settled")
    assert (sensor.job_name, sensor.default_status) == ("nightly", dg.DefaultSensorStatus.STOPPED)


def test_the_job_runs_every_night_at_two_in_shanghai(definitions: dg.Definitions) -> None:
    schedule = definitions.resolve_schedule_def("every_night")
    assert schedule.job_name == "nightly"
    assert schedule.cron_schedule == "0 2 * * *"
    assert schedule.execution_timezone == "Asia/Shanghai"
    assert schedule.default_status == dg.DefaultScheduleStatus.RUNNING


def test_the_job_runs_all_of_it_in_one_process(
    definitions: dg.Definitions, specs: list[dg.AssetSpec]
) -> None:
    job = definitions.resolve_job_def("nightly")
    assert job.executor_def.name == "in_process"
    assert set(job.asset_layer.selected_asset_keys) == {spec.key for spec in specs}


def test_dagster_sends_no_telemetry_and_runs_one_refresh_at_a_time() -> None:
    instance = yaml.safe_load((PROJECT / "dagster.yaml").read_text(encoding="utf-8"))
    assert instance["telemetry"]["enabled"] is False
    assert instance["concurrency"]["runs"]["max_concurrent_runs"] == 1
