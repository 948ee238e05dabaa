"""Nothing of a person survives in landing, in logs, findings or Dagster's storage."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from urllib.parse import quote

import dagster as dg
import duckdb
import pytest

from pipelines.contracts.datasets.catalogue import DATASETS
from pipelines.orchestration.nightly import NIGHTLY
from pipelines.orchestration.project import definitions_for
from pipelines.settings import Settings
from tests.integration.command import junheng
from tests.integration.persons import NAME, NUMBER, OF_PERSONS, roster, traces_in
from tests.landed import landed
from tests.unit.ingest.building import zipped


def hand_in_rosters(folder: Path) -> list[Path]:
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for dataset in OF_PERSONS:
        paths.append(folder / f"{dataset}.xlsx")
        paths[-1].write_bytes(roster(dataset))
    return paths


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    settings = Settings(raw=tmp_path / "raw", home=tmp_path / "warehouse", settle_seconds=0)
    hand_in_rosters(settings.raw / "370399" / "2024")
    return settings


def test_the_search_finds_what_is_there_in_whatever_wrapping(tmp_path: Path) -> None:
    """Else the other tests would show nothing."""
    plain = f"学号 {NUMBER}01，{NAME}一".encode()
    (tmp_path / "a.log").write_bytes(plain)
    (tmp_path / "f.json").write_text(json.dumps([NAME]))
    (tmp_path / "g.html").write_text(f'<a href="{quote(NAME)}.html">')
    (tmp_path / "b.html.gz").write_bytes(gzip.compress(plain))
    (tmp_path / "c.xlsx").write_bytes(zipped({"xl/sheet.xml": plain}))
    with duckdb.connect(str(tmp_path / "d.duckdb")) as connection:
        connection.execute(
            "create table t as select $name || n::text as who from range(9000) as r (n)", {"name": NAME}
        )
        connection.execute(f"copy t to '{tmp_path / 'e.parquet'}' (format parquet, compression zstd)")
    assert {Path(trace.split(":")[0].split(" ")[0]).name for trace in traces_in(tmp_path)} == {
        "a.log", "b.html.gz", "c.xlsx", "d.duckdb", "e.parquet", "f.json", "g.html",
    }  # fmt: skip


def test_a_check_tells_a_clerk_every_fault_and_no_person(settings: Settings) -> None:
    paths = sorted(settings.raw.rglob("*.xlsx"))
    said = junheng(settings, "check", "--json", *map(str, paths))
    assert said.returncode == 2
    assert said.stdout.count('"primary_key"') >= len(OF_PERSONS), "the persons with one number were found"
    for text in (said.stdout, said.stderr):
        assert NAME not in text
        assert NUMBER not in text


def test_landing_the_run_s_records_and_dagster_s_storage_hold_nothing_of_a_person(
    settings: Settings, tmp_path: Path
) -> None:
    storage = tmp_path / "dagster"
    storage.mkdir()
    with dg.DagsterInstance.local_temp(str(storage)) as instance:
        job = definitions_for(settings).resolve_job_def(NIGHTLY.name)
        ended = job.execute_in_process(instance=instance, op_selection=["land"])
    assert ended.success
    assert list(storage.rglob("*.db")), "Dagster kept its events"
    with landed(settings) as connection:
        for dataset in OF_PERSONS:
            rows = connection.execute(f"select count(distinct row_number) from landing.landing.{dataset}")
            # a child is told by its number alone: the two of whom nothing else can be read are children too
            slipped = 2 if DATASETS[dataset].meaning == set(DATASETS[dataset].key) else 0
            assert rows.fetchone() == (39 + slipped,), "40 less the one whose number stands twice"
        (told,) = connection.execute("select count(*) from landing.ledger.finding").fetchone() or (0,)
        assert told >= 3 * len(OF_PERSONS)
    assert traces_in(settings.home) == []
    assert traces_in(storage) == []
