"""The instance of a server: what Dagster makes of the file that `junheng units --postgres` writes."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import dagster as dg
import pytest

from pipelines.founding.units import FOR_SERVER
from tests.unit.postgres.servers import running

HOURS = 3600


@pytest.fixture
def instance(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[dg.DagsterInstance]:
    shutil.copy(FOR_SERVER, tmp_path / "dagster.yaml")
    with tempfile.TemporaryDirectory(prefix="pg") as folder, running(Path(folder) / "d") as address:
        monkeypatch.setenv("DAGSTER_POSTGRES_URL", address)
        with dg.DagsterInstance.from_config(str(tmp_path)) as instance:
            yield instance


def test_runs_stand_in_postgresql_and_one_at_a_time_within_its_hours(
    instance: dg.DagsterInstance, tmp_path: Path
) -> None:
    instance.add_run(dg.DagsterRun(job_name="nightly"))
    assert instance.get_runs_count() == 1
    kept = {instance.run_storage, instance.event_log_storage, instance.schedule_storage}
    assert all("Postgres" in type(one).__name__ or "Legacy" in type(one).__name__ for one in kept)
    assert "postgres" in str(instance.get_ref().custom_instance_class_data or instance.get_ref().storage_data)
    assert not list(tmp_path.rglob("*.db"))
    assert instance.run_monitoring_enabled
    assert instance.run_monitoring_max_runtime_seconds == 8 * HOURS
    assert instance.get_concurrency_config().run_queue_config.max_concurrent_runs == 1
    assert not instance.telemetry_enabled and not instance.nux_enabled
