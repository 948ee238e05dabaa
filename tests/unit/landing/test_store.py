"""The store outlives a killed refresh, a reader in the way, and a file that fails half-way."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import duckdb
import polars as pl
import pytest

from pipelines.landing import county, pending, store
from pipelines.landing.store import open_store, read_store, store_path
from pipelines.landing.troubles import StoreInUse
from pipelines.settings import Settings
from tests.unit.landing.world import World

COUNTY = "990101"
HOLD_FOR_READING = """
import sys, duckdb
connection = duckdb.connect(sys.argv[1], read_only=True)
print("open", flush=True)
sys.stdin.readline()
"""
WRITE_AND_STOP = """
import sys
from pathlib import Path
from pipelines.landing.store import open_store, transaction
from pipelines.settings import Settings
with open_store(Settings(home=Path(sys.argv[1])), "990101") as connection:
    with transaction(connection):
        connection.execute("insert into store.ledger.refresh (refresh_id) values ('done')")
    with transaction(connection):
        connection.execute("insert into store.ledger.refresh (refresh_id) values ('half')")
        print("half-way", flush=True)
        sys.stdin.readline()
"""


def start(code: str, argument: Path) -> subprocess.Popen[str]:
    project = Path(__file__).parents[3]
    process = subprocess.Popen(
        [sys.executable, "-c", code, str(argument)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=project,
    )
    assert process.stdout and process.stdout.readline()
    return process


def test_a_refresh_killed_in_the_middle_of_a_file_leaves_whole_files_only(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path)
    process = start(WRITE_AND_STOP, tmp_path)
    os.kill(process.pid, signal.SIGKILL)
    process.communicate()
    with open_store(settings, COUNTY) as connection:
        assert connection.execute("select refresh_id from store.ledger.refresh").fetchall() == [("done",)]


def test_a_refresh_that_dies_leaves_no_half_of_a_file_and_the_next_one_reads_it_again(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    world.put("a.csv", "1,一小")
    world.put("b.csv", "2,二小")
    honest = pending.append_rows

    def fails(*args: object) -> None:
        honest(*args)  # type: ignore[arg-type]
        raise KeyboardInterrupt

    monkeypatch.setattr(pending, "append_rows", fails)
    with pytest.raises(KeyboardInterrupt):
        world.night()
    assert world.speaking() == []
    assert world.sql("select path from landing.ledger.file_version") == []
    assert world.sql("select outcome from landing.ledger.refresh") == [(None,)]
    monkeypatch.setattr(pending, "append_rows", honest)
    assert (world.night().files_new, world.speaking()) == (2, ["一小", "二小"])


def test_files_of_one_transaction_stay_when_a_later_one_dies(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(county, "MOST_TOGETHER", 1)
    world.put("a.csv", "1,一小")
    world.put("b.csv", "2,二小")
    honest = pending.append_rows

    def fails_on_the_second(connection: object, dataset: str, rows: pl.DataFrame) -> None:
        honest(connection, dataset, rows)  # type: ignore[arg-type]
        if "二小" in rows["school_name"]:
            raise KeyboardInterrupt

    monkeypatch.setattr(pending, "append_rows", fails_on_the_second)
    with pytest.raises(KeyboardInterrupt):
        world.night()
    assert world.speaking() == ["一小"]
    monkeypatch.setattr(pending, "append_rows", honest)
    assert (world.night().files_new, world.speaking()) == (1, ["一小", "二小"])


def test_the_store_waits_for_a_reader_that_goes_away(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings = Settings(home=tmp_path)
    with open_store(settings, COUNTY):
        pass
    reader = start(HOLD_FOR_READING, store_path(settings, COUNTY))
    monkeypatch.setattr(store, "PAUSE_SECONDS", 0.05)
    leaving = threading.Timer(0.5, reader.communicate, args=("go\n",))
    leaving.start()
    began = time.monotonic()
    with open_store(settings, COUNTY):
        assert time.monotonic() - began >= 0.3
    leaving.join()


def test_a_reader_that_stays_is_named_in_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings = Settings(home=tmp_path)
    with open_store(settings, COUNTY):
        pass
    reader = start(HOLD_FOR_READING, store_path(settings, COUNTY))
    monkeypatch.setattr(store, "PATIENCE_SECONDS", 0.1)
    with pytest.raises(StoreInUse, match=r"990101\.duckdb 正被另一个程序使用"), open_store(settings, COUNTY):
        pass
    reader.communicate("go\n")


def test_reading_while_a_refresh_writes_is_told_at_once(tmp_path: Path) -> None:
    process = start(WRITE_AND_STOP, tmp_path)
    with pytest.raises(StoreInUse), read_store(Settings(home=tmp_path), COUNTY):
        pass
    process.communicate("go\n")


def test_a_home_with_a_quote_in_its_name_works(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path / "o'home")
    with open_store(settings, COUNTY):
        pass
    with read_store(settings, COUNTY) as connection:
        assert connection.execute("select count(*) from store.ledger.refresh").fetchone() == (0,)


def test_a_dataset_that_gains_a_column_keeps_its_rows(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path)
    with open_store(settings, COUNTY) as connection:
        connection.execute("insert into store.landing.special_rooms (room_number) values ('101')")
        connection.execute("alter table store.landing.special_rooms drop column built_year")
    with open_store(settings, COUNTY) as connection:
        assert connection.execute(
            "select room_number, built_year from store.landing.special_rooms"
        ).fetchall() == [("101", None)]


def test_the_store_is_an_ordinary_duckdb_file(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path)
    with open_store(settings, COUNTY):
        pass
    with duckdb.connect(store_path(settings, COUNTY), read_only=True) as connection:
        assert connection.execute("select count(*) from ledger.file_version").fetchone() == (0,)
