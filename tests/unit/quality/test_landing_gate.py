"""The gate behind landing: only the impossible blocks."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import duckdb
import pytest

from tests.unit.quality.world import failed, gates, spoil, write_landing

CLASSES = "landing.class_roster"


@pytest.fixture
def store(tmp_path: Path) -> Path:
    return write_landing(tmp_path / "landing.duckdb", batches=[4])


def test_a_store_without_any_row_passes(tmp_path: Path) -> None:
    assert failed(gates(write_landing(tmp_path / "landing.duckdb"), "landing")) == set()


def test_a_first_batch_is_not_held_for_want_of_history(store: Path) -> None:
    assert failed(gates(store, "landing")) == set()


def test_the_file_is_let_go_of(store: Path) -> None:
    gates(store, "landing")
    with duckdb.connect(str(store)) as connection:
        connection.execute("select 1")


def test_an_unusual_size_only_warns(store: Path) -> None:
    spoil(store, "update landing.class_roster set pupils = 95 where row_number = 1")
    (gate,) = [gate for gate in gates(store, "landing") if not gate.success]
    assert (gate.expectation, gate.severity) == ("a_class_is_of_usual_size", "warn")
    assert (gate.run_id, gate.stage, gate.unexpected_count) == ("r1", "landing", 1)
    assert gate.observed is not None
    assert "1 行不符" in gate.observed
    assert "例如 county_code 990101、school_year 2024、school_code 2199010001" in gate.observed
    assert gate.observed.endswith("pupils 95")


@pytest.mark.parametrize(("batches", "warned"), [([4, 4], False), ([4, 9], True), ([9, 4], True)])
def test_a_batch_is_compared_with_the_one_before_it(tmp_path: Path, batches: list[int], warned: bool) -> None:
    store = write_landing(tmp_path / "landing.duckdb", batches=batches)
    expected = {(CLASSES, "a_batch_is_about_as_large_as_the_last", "warn")} if warned else set()
    assert failed(gates(store, "landing")) == expected


def test_a_batch_of_another_school_year_is_no_measure(tmp_path: Path) -> None:
    store = write_landing(tmp_path / "landing.duckdb", batches=[4, 90])
    for table in ("ledger.file_version", "landing.class_roster"):
        spoil(store, f"update {table} set school_year = 2023 where file_id = 'f1'")
    assert failed(gates(store, "landing")) == set()


def test_a_withdrawn_file_is_not_judged(store: Path) -> None:
    spoil(store, "delete from landing.class_roster")
    spoil(store, "insert into ledger.presence values ('f1', timestamp '2024-11-05', false, 'r5')")
    assert failed(gates(store, "landing")) == set()


def test_a_build_of_an_earlier_day_is_judged_by_what_was_known_then(tmp_path: Path) -> None:
    store = write_landing(tmp_path / "landing.duckdb", batches=[4, 4])
    spoil(store, "delete from landing.class_roster where file_id = 'f2'")
    assert failed(gates(store, "landing", known_on=datetime(2024, 11, 1, 12))) == set()
    assert failed(gates(store, "landing")) == {(CLASSES, "every_row_read_is_accounted_for", "block")}
