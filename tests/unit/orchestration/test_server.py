"""What a Dagster server runs and shows: backfills, a model alone, why a run was blocked, tries again."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

import dagster as dg
import polars as pl
import pytest
from filelock import FileLock

from pipelines.ingest.discover import look_at
from pipelines.night.cluster import NoCluster
from pipelines.night.crew import Crew
from pipelines.orchestration import build_step, resources, telling
from pipelines.orchestration.project import definitions_for
from pipelines.warehouse.versions import all_versions, current
from tests.crew import dbt_of, gatekeeper
from tests.unit.orchestration.tiny_county import TinyCounty

SCHOOLS = "select county_code, school_name from marts.dim_school order by all"
BUILT = "select county_code, version_built from meta.county_build order by all"


@pytest.fixture
def instance(tmp_path: Path) -> Iterator[dg.DagsterInstance]:
    """One that keeps its runs, as a server has."""
    folder = tmp_path / "dagster"
    folder.mkdir()
    with dg.DagsterInstance.local_temp(str(folder), {"telemetry": {"enabled": False}}) as instance:
        yield instance


@pytest.fixture
def loaded(county: TinyCounty, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every run of a server starts its own processes; where that is not the point, they stand already."""
    assert county.shared is not None
    monkeypatch.setattr(resources, "Crew", partial(Crew, gatekeeper(), dbt_of(county.shared)))


def run(
    county: TinyCounty,
    instance: dg.DagsterInstance,
    job: str = "nightly",
    select: list[dg.AssetKey] | None = None,
    **request: Any,
) -> dg.ExecuteInProcessResult:
    return (
        definitions_for(county.settings)
        .resolve_job_def(job)
        .execute_in_process(
            instance=instance,
            asset_selection=select,
            run_config={"resources": {"request": {"config": request}}} if request else None,
            raise_on_error=False,
        )
    )


def tags(instance: dg.DagsterInstance, ended: dg.ExecuteInProcessResult) -> Mapping[str, str]:
    kept = instance.get_run_by_id(ended.run_id)
    assert kept is not None
    return kept.tags


def failure(ended: dg.ExecuteInProcessResult) -> str:
    """What the failed step says first."""
    (event,) = [event for event in ended.all_events if event.is_step_failure]
    data = event.step_failure_data
    assert data.user_failure_data is not None
    return data.user_failure_data.description or ""


@pytest.mark.filterwarnings("error::DeprecationWarning:dagster")
def test_a_night_of_a_server_publishes_and_says_on_its_run_what_changed(
    county: TinyCounty, instance: dg.DagsterInstance
) -> None:
    county.call("甲")
    county.call("乙", "990102")
    ended = run(county, instance)
    assert ended.success
    version = current(county.settings)
    assert version is not None
    told = tags(instance, ended)
    assert (told["junheng/changed"], told["junheng/version"]) == ("2", version.name)
    assert told["junheng/held"] == "没有"
    (published,) = [
        event
        for event in ended.get_asset_materialization_events()
        if event.asset_key == dg.AssetKey(["published", "warehouse"])
    ]
    assert published.materialization.metadata["各县"].value == {"all": 2, "fresh": 2}
    assert list(county.settings.runs.iterdir()) == []


@pytest.mark.usefixtures("loaded")
def test_a_blocked_run_says_why_in_its_first_line_and_is_not_tried_again(
    county: TinyCounty, instance: dg.DagsterInstance
) -> None:
    county.call("谬")
    ended = run(county, instance)
    assert not ended.success
    first = failure(ended).splitlines()[0]
    assert first.startswith("没有可以发布的县") and "no_school_is_called_miu" in first
    (kept,) = county.settings.runs.iterdir()
    assert (kept / "summary.md").is_file()
    assert tags(instance, ended)["junheng/why"].startswith("没有可以发布的县")
    assert not [event for event in ended.all_events if event.is_step_up_for_retry]


@pytest.mark.usefixtures("loaded")
def test_a_held_county_is_named_on_the_run_and_beside_the_version(
    county: TinyCounty, instance: dg.DagsterInstance
) -> None:
    county.call("谬")
    county.call("乙", "990102")
    ended = run(county, instance)
    assert ended.success
    assert tags(instance, ended)["junheng/held"] == "990101"
    (published,) = [
        event
        for event in ended.get_asset_materialization_events()
        if event.asset_key == dg.AssetKey(["published", "warehouse"])
    ]
    behind = published.materialization.metadata["落后的县"].value
    assert [(one.data["county_code"], one.data["status"]) for one in behind.records] == [
        ("990101", "missing")
    ]


@pytest.mark.usefixtures("loaded")
def test_a_cluster_that_does_not_answer_is_asked_again_and_then_the_night_goes_on(
    county: TinyCounty, instance: dg.DagsterInstance, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(telling, "FIRST_WAIT_SECONDS", 0)
    honest, asked = build_step.spread, []

    def away_twice(*arguments: Any) -> Any:
        asked.append(arguments)
        if len(asked) < 3:
            raise NoCluster("tcp://127.0.0.1:1", "TimeoutError")
        return honest(*arguments)

    monkeypatch.setattr(build_step, "spread", away_twice)
    county.call("甲")
    ended = run(county, instance)
    assert ended.success
    assert len([event for event in ended.all_events if event.is_step_up_for_retry]) == 2
    assert county.published(SCHOOLS) == [("990101", "甲")]


@pytest.mark.usefixtures("loaded")
def test_a_cluster_that_stays_away_is_given_up_and_that_is_said(
    county: TinyCounty, instance: dg.DagsterInstance, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(telling, "FIRST_WAIT_SECONDS", 0)

    def away(*_: Any) -> Any:
        raise NoCluster("tcp://127.0.0.1:1", "TimeoutError")

    monkeypatch.setattr(build_step, "spread", away)
    county.call("甲")
    ended = run(county, instance)
    assert len([event for event in ended.all_events if event.is_step_up_for_retry]) == telling.TRIES
    assert failure(ended).startswith("计算集群 tcp://127.0.0.1:1 连不上")


@pytest.mark.usefixtures("loaded")
def test_a_home_that_another_refresh_holds_is_waited_for_and_then_said(
    county: TinyCounty, instance: dg.DagsterInstance, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(resources, "PATIENCE_SECONDS", 0.1)
    county.call("甲")
    county.settings.home.mkdir(parents=True)
    with FileLock(county.settings.home / "refresh.lock"):
        ended = run(county, instance)
    assert not ended.success
    assert any("另一次刷新正在进行" in str(event.event_specific_data) for event in ended.all_events)


@pytest.mark.usefixtures("loaded")
def test_a_backfill_computes_the_chosen_county_though_nothing_changed(
    county: TinyCounty, instance: dg.DagsterInstance
) -> None:
    first = county.first_night("甲", c990102="乙").version
    ended = run(county, instance, "backfill", counties=["990102"], school_years=[2024], anew=True)
    assert ended.success
    second = current(county.settings)
    assert second is not None and second.name != first
    assert county.published(BUILT) == [("990101", first), ("990102", second.name)]
    assert tags(instance, ended)["junheng/asked_by"] == "backfill"


@pytest.mark.usefixtures("loaded")
def test_a_backfill_reads_the_chosen_years_again_whatever_their_files_look_like(
    county: TinyCounty, instance: dg.DagsterInstance
) -> None:
    """A file that was changed behind its looks is found out in the year that is read again, in no other."""
    county.settings = county.settings.model_copy(update={"sample_files": 0})
    county.first_night("甲")
    change_behind_its_looks(county.register, "甲", "丁")
    run(county, instance, "backfill", counties=["990101"], school_years=[2023], anew=True)
    assert county.published() == [("甲",)]
    run(county, instance, "backfill", counties=["990101"], school_years=[2024], anew=True)
    assert county.published() == [("丁",)]


def change_behind_its_looks(path: Path, old: str, new: str) -> None:
    """Change a file, and have the index remember the looks that it has now."""
    content = path.read_text(encoding="utf-8").replace(old, new)
    path.write_text(content, encoding="utf-8")
    index = path.parents[3] / "warehouse" / "landing" / "index.parquet"
    entries = pl.read_parquet(index)
    told = json.loads(entries["remembered"][0])
    (seen,) = told["files"]
    seen["look"] = list(look_at(path))
    entries.with_columns(pl.Series("remembered", [json.dumps(told)])).write_parquet(index)


@pytest.mark.usefixtures("loaded")
def test_a_backfill_as_of_a_day_makes_a_version_beside_the_one_in_force(
    county: TinyCounty, instance: dg.DagsterInstance
) -> None:
    county.first_night("甲")
    then = datetime.now(UTC)
    latest = county.refresh("乙").version
    ended = run(county, instance, "backfill", as_known_on=then.isoformat())
    assert ended.success
    version = current(county.settings)
    assert version is not None and version.name == latest
    assert len(all_versions(county.settings)) == 3


@pytest.mark.usefixtures("loaded")
def test_a_model_alone_is_built_with_what_it_is_made_of_and_nothing_is_published(
    county: TinyCounty, instance: dg.DagsterInstance
) -> None:
    first = county.first_night("甲").version
    key = dg.AssetKey(["marts", "dim_school"])
    ended = run(county, instance, select=[key])
    assert ended.success
    assert [event.asset_key for event in ended.get_asset_materialization_events()] == [key]
    version = current(county.settings)
    assert version is not None and version.name == first


@pytest.mark.usefixtures("loaded")
def test_every_asset_can_be_materialised_alone_or_says_why_not(
    county: TinyCounty, instance: dg.DagsterInstance
) -> None:
    """Publishing alone has nothing to publish; all that land, land together."""
    county.first_night("甲")
    assert run(county, instance, select=[dg.AssetKey(["published", "warehouse"])]).success is False
    landing = [
        key
        for key in definitions_for(county.settings).resolve_asset_graph().get_all_asset_keys()
        if key.path[0] in {"landing", "aside", "ledger"}
    ]
    assert run(county, instance, select=landing).success
