"""Which file versions were present when: said once, by the view `ledger.file_presence`."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import duckdb
import pytest

from pipelines.landing.store import open_store, read_store
from pipelines.settings import Settings

FILES = """
insert into store.ledger.file_version (file_id, received_at) values
    ('stays', '2024-11-01 02:00:00'), ('gone', '2024-11-01 02:00:00'), ('back', '2024-11-01 02:00:00'),
    ('never', '2024-11-01 02:00:00'), ('just then', '2024-11-04'), ('later', '2024-11-06 02:00:00');
insert into store.ledger.presence (file_id, noted_at, present) values
    ('stays', '2024-11-01 02:00:00', true),
    ('gone', '2024-11-03 02:00:00', false), ('gone', '2024-11-01 02:00:00', true),
    ('back', '2024-11-05 02:00:00', true), ('back', '2024-11-01 02:00:00', true),
    ('back', '2024-11-03 02:00:00', false),
    ('just then', '2024-11-04', true), ('later', '2024-11-06 02:00:00', true);
"""
"""Stays: appeared. Gone: appeared on the 1st, disappeared on the 3rd. Back: and came back on the 5th. Never:
nothing was noted of it."""


@pytest.fixture
def store(tmp_path: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    settings = Settings(home=tmp_path)
    with open_store(settings, "990101") as connection:
        connection.execute(FILES)
    with read_store(settings, "990101") as connection:
        yield connection


def known(store: duckdb.DuckDBPyConnection, moment: datetime) -> dict[str, bool]:
    rows = store.execute(
        "select file_id, is_present from store.ledger.file_presence"
        " where known_from <= $moment and $moment < known_until",
        {"moment": moment},
    ).fetchall()
    assert len(rows) == len(dict(rows)), "a file stands once"
    return dict(rows)


def test_a_file_is_present_when_the_last_thing_noted_of_it_says_so(store: duckdb.DuckDBPyConnection) -> None:
    now = store.execute(
        "select file_id, is_present from store.ledger.file_presence where known_until = 'infinity'"
    ).fetchall()
    assert dict(now) == {
        "stays": True, "gone": False, "back": True, "never": False, "just then": True, "later": True,
    }  # fmt: skip
    assert len(now) == 6


def test_at_a_moment_only_files_received_and_events_noted_by_then_exist(
    store: duckdb.DuckDBPyConnection,
) -> None:
    before, then = datetime(2024, 11, 1), datetime(2024, 11, 4)
    assert known(store, before) == {}
    assert known(store, then) == {
        "stays": True, "gone": False, "back": False, "never": False, "just then": True,
    }  # fmt: skip


def test_the_end_of_time_is_now(store: duckdb.DuckDBPyConnection) -> None:
    assert known(store, datetime.max)["back"]
