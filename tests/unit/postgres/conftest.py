"""One server for all tests of a process; a database and a home of its own for each test."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipelines.settings import Settings
from tests.unit.postgres.servers import Database, new_database, running


@pytest.fixture(scope="session")
def address() -> Iterator[str]:
    """Where the server is; a short path, because the name of a socket may have about 100 letters."""
    with tempfile.TemporaryDirectory(prefix="pg") as folder, running(Path(folder) / "d") as where:
        yield where


@pytest.fixture
def database(address: str) -> Database:
    return new_database(address)


@pytest.fixture
def settings(tmp_path: Path, database: Database) -> Settings:
    return Settings(raw=tmp_path / "raw", home=tmp_path / "warehouse", postgres_url=database.url)
