"""Opening the landing store and closing it again.

`landing.duckdb` is open for writing only while files land: DuckDB lets one writer shut out every reader.
What does not belong here: which tables there are (tables) and what is written into them (ledger, intake).
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from pipelines.errors import Trouble
from pipelines.landing.tables import create_tables
from pipelines.settings import Settings

PATIENCE_SECONDS = 60.0
"""How long to wait for a reader."""
PAUSE_SECONDS = 0.25


class StoreInUse(Trouble):
    """Another program holds the landing store open and did not let go of it."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"{path} 正被另一个程序使用；请关闭它再试。")


@contextmanager
def open_store(settings: Settings) -> Iterator[duckdb.DuckDBPyConnection]:
    """The landing store, open for writing, its tables made; its log is written back at the end.

    It is attached as `store`, because a file called landing that has a schema landing cannot be named
    without doubt.

    Raises:
        StoreInUse: another program holds the file.
    """
    settings.home.mkdir(parents=True, exist_ok=True)
    with duckdb.connect(":memory:", config=settings.limits) as connection:
        _attach_patiently(connection, settings.landing_db)
        connection.execute("use store")
        with transaction(connection):
            create_tables(connection)
        yield connection
        connection.execute("checkpoint store")


@contextmanager
def read_store(settings: Settings) -> Iterator[duckdb.DuckDBPyConnection]:
    """The landing store as `store`, open for reading.

    Raises:
        StoreInUse: a refresh is writing into it just now.
    """
    with duckdb.connect(":memory:") as connection:
        try:
            connection.execute(_attach(settings.landing_db, "read_only"))
        except duckdb.IOException as error:
            raise StoreInUse(settings.landing_db) from error
        yield connection


@contextmanager
def transaction(connection: duckdb.DuckDBPyConnection) -> Iterator[None]:
    """Everything done inside lands, or nothing of it."""
    connection.begin()
    try:
        yield
    except BaseException:
        connection.rollback()
        raise
    connection.commit()


def _attach_patiently(connection: duckdb.DuckDBPyConnection, path: Path) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while True:
        try:
            connection.execute(_attach(path, "read_write"))
            return
        except duckdb.IOException as error:
            if "lock" not in str(error):
                raise
            if time.monotonic() > deadline:
                raise StoreInUse(path) from error
            time.sleep(PAUSE_SECONDS)


def _attach(path: Path, mode: str) -> str:
    quoted = path.as_posix().replace("'", "''")
    return f"attach '{quoted}' as store ({mode})"
