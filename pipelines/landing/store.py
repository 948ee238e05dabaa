"""Opening the landing store of a county and closing it again.

Every county has a file of its own, which is open for writing only while its files land: DuckDB lets one
writer shut out every reader. What does not belong here: which tables there are (tables), what is written into
them (ledger, intake), and reading several counties together (gather).
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from pipelines.ingest.discover import COUNTY_FOLDER
from pipelines.landing.tables import create_tables
from pipelines.landing.troubles import StoreInUse, as_trouble
from pipelines.settings import Settings

SUFFIX = ".duckdb"
PATIENCE_SECONDS = 60.0
"""How long to wait for a reader."""
PAUSE_SECONDS = 0.25
FOR_THE_OWNER = 0o700


def store_path(settings: Settings, county_code: str) -> Path:
    """Where the store of a county lies."""
    return settings.landing / f"{county_code}{SUFFIX}"


def counties_landed(settings: Settings) -> list[str]:
    """The counties of which anything has landed, in order."""
    paths = settings.landing.glob(f"*{SUFFIX}")
    return sorted(path.stem for path in paths if COUNTY_FOLDER.fullmatch(path.stem))


@contextmanager
def open_store(settings: Settings, county_code: str) -> Iterator[duckdb.DuckDBPyConnection]:
    """The store of a county as `store`, open for writing, its tables made; its log is written at the end.

    Raises:
        StoreTrouble: another program holds the file, or it is damaged.
    """
    make_folder(settings)
    with duckdb.connect(":memory:", config=settings.limits) as connection:
        _attach_patiently(connection, store_path(settings, county_code))
        connection.execute("use store")
        with transaction(connection):
            create_tables(connection)
        yield connection
        connection.execute("checkpoint store")


@contextmanager
def read_store(settings: Settings, county_code: str) -> Iterator[duckdb.DuckDBPyConnection]:
    """The store of a county as `store`, open for reading.

    Raises:
        StoreTrouble: a refresh is writing into it just now, or it is damaged or gone.
    """
    path = store_path(settings, county_code)
    with as_trouble(path), duckdb.connect(":memory:") as connection:
        attach_for_reading(connection, path, "store")
        yield connection


def make_folder(settings: Settings) -> None:
    """Make the folder of the stores, for its owner's eyes only, where there is none."""
    settings.landing.mkdir(FOR_THE_OWNER, parents=True, exist_ok=True)


def attach_for_reading(connection: duckdb.DuckDBPyConnection, path: Path, name: str) -> None:
    """Attach a store under a name.

    Raises:
        StoreTrouble: a refresh is writing into it just now, or it is damaged or gone.
    """
    with as_trouble(path):
        connection.execute(_attach(path, name, "read_only"))


def attach_for_writing(connection: duckdb.DuckDBPyConnection, path: Path, name: str) -> None:
    """Attach a file that nobody else reads under a name; it is made where there is none."""
    connection.execute(_attach(path, name, "read_write"))


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
            with as_trouble(path):
                connection.execute(_attach(path, "store", "read_write"))
            return
        except StoreInUse:
            if time.monotonic() > deadline:
                raise
            time.sleep(PAUSE_SECONDS)


def _attach(path: Path, name: str, mode: str) -> str:
    quoted = path.as_posix().replace("'", "''")
    return f"attach '{quoted}' as {name} ({mode})"
