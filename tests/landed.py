"""What has landed in a home, of all its counties together, for tests to ask.

What does not belong here: how it is gathered for a build (landing.gather).
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb

from pipelines.landing.beside import read_beside
from pipelines.landing.gather import gather
from pipelines.landing.store import counties_landed
from pipelines.settings import Settings


@contextmanager
def landed(settings: Settings) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection in which all that has landed is the catalogue `landing`."""
    with TemporaryDirectory() as folder, duckdb.connect(":memory:") as connection:
        into = Path(folder) / "landing.duckdb"
        store = gather(settings, counties_landed(settings), into, beside=read_beside(settings))
        connection.execute(f"attach '{store.as_posix()}' as landing (read_only)")
        yield connection
