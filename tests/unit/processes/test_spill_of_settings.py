"""What DuckDB cannot keep in memory goes into a folder of the home, its own for every connection."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from pipelines.settings import Settings
from pipelines.warehouse.versions import sweep_leftovers

MUCH = (
    "create table t as select range as a, hash(range)::text || hash(range + 1)::text as b from range(2000000)"
)


def test_it_spills_into_the_home_and_not_where_it_was_called(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (called := tmp_path / "called").mkdir()
    (home := tmp_path / "home").mkdir()
    monkeypatch.chdir(called)
    settings = Settings(home=home, memory_limit="60MB", threads=1)
    with duckdb.connect(":memory:", config=settings.limits) as connection:
        connection.execute(MUCH)
        (spilled,) = home.iterdir()
        assert sum(file.stat().st_size for file in spilled.iterdir()) > 1_000_000
    assert list(home.iterdir()) == list(called.iterdir()) == []
    assert settings.limits["temp_directory"] != settings.limits["temp_directory"]


def test_what_a_process_that_has_gone_spilled_is_swept_away(tmp_path: Path) -> None:
    left = tmp_path / ".spill-999999999-0"
    left.mkdir()
    (left / "duckdb_temp_storage_DEFAULT-0.tmp").write_bytes(b"x")
    sweep_leftovers(Settings(home=tmp_path))
    assert not left.exists()
