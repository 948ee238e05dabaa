"""A night on a Dask cluster: scheduler and workers are real processes on loopback."""

from __future__ import annotations

import signal
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from pipelines.night import cluster, spread
from tests.dask_cluster import Cluster
from tests.unit.orchestration.tiny_county import TinyCounty

SCHOOLS = "select county_code, school_name from marts.dim_school order by all"
NEIGHBOURS = {"c990102": "乙", "c990103": "丙", "c990104": "丁"}


@pytest.fixture
def dask(tmp_path: Path) -> Iterator[Cluster]:
    cluster = Cluster(tmp_path)
    yield cluster
    cluster.stop()


@pytest.fixture
def four(county: TinyCounty, dask: Cluster, monkeypatch: pytest.MonkeyPatch) -> TinyCounty:
    """Four counties that make two batches, and a cluster of two workers."""
    dask.start(workers=2)
    monkeypatch.setattr(spread, "FEW", 2)
    monkeypatch.setattr(spread, "slots_of", lambda _: 1)
    county.settings = county.settings.model_copy(update={"cluster": dask.address})
    return county


def test_the_rows_are_those_of_one_machine(four: TinyCounty, tmp_path: Path) -> None:
    assert four.refresh("甲", **NEIGHBOURS).reasons == []
    here = TinyCounty.below(tmp_path / "here", four.settings.dbt_project)
    here.settings = here.settings.model_copy(update={"raw": four.settings.raw})
    here.refresh()
    for table in ("dim_school", "dim_county", "dim_ruleset", "fct_recognition", "fct_school_compliance"):
        rows = f"from marts.{table} order by all"
        assert four.published(rows) == here.published(rows), table


def test_a_worker_killed_in_the_middle_of_its_batch_leaves_it_to_another(
    four: TinyCounty, dask: Cluster
) -> None:
    """The batch of the school called 久 takes dbt some seconds."""
    build = four.settings.home / "build"

    def kill_one() -> None:
        while len(list(build.glob("*/*/*/warehouse.duckdb*"))) < 2:
            time.sleep(0.05)
        dask.workers[0].send_signal(signal.SIGKILL)

    killing = threading.Thread(target=kill_one, daemon=True)
    killing.start()
    ended = four.refresh("久", **(NEIGHBOURS | {"c990103": "久"}))
    killing.join(timeout=60)
    assert not killing.is_alive()
    assert (ended.outcome, ended.held) == ("published", {})
    assert four.published(SCHOOLS) == [
        ("990101", "久"), ("990102", "乙"), ("990103", "久"), ("990104", "丁"),
    ]  # fmt: skip


def test_a_scheduler_that_is_lost_fails_the_night_with_a_word_and_moves_nothing(
    four: TinyCounty, dask: Cluster
) -> None:
    assert dask.scheduler
    dask.scheduler.kill()
    dask.scheduler.wait()
    ended = four.refresh("甲", **NEIGHBOURS)
    assert ended.outcome == "failed"
    assert "计算集群" in ended.reasons[0] and "JUNHENG_CLUSTER" in ended.reasons[0]
    assert not four.settings.current.exists()


def test_a_worker_of_another_program_is_refused(four: TinyCounty, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "of_house", lambda *_: "another")
    ended = four.refresh("甲", **NEIGHBOURS)
    assert ended.outcome == "failed"
    assert "与本机不同" in ended.reasons[0]


def test_no_key_is_in_a_task(county: TinyCounty) -> None:
    county.refresh("甲")
    told: dict[str, Any] = cluster._as_told(county.settings)
    key = county.settings.key_path.read_bytes()
    assert key not in repr(told).encode()
