"""How Great Expectations reaches a DuckDB file: through SQLAlchemy, read-only, with its SQL pushed down.

The engine that `duckdb://` gives begins transactions and caches statements in ways that break Great
Expectations, so a dialect of its own is registered as `junheng://`. What does not belong here: what is asked.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, cast

import duckdb
import duckdb_engine
from sqlalchemy import URL, Engine
from sqlalchemy.dialects import registry
from sqlalchemy.pool import Pool, StaticPool

from pipelines.quality.one_county import confine

SCHEME = "junheng"
URL_IN_MEMORY = f"{SCHEME}:///:memory:"
WORLD, STORE = "one_county", "store"


class GateDialect(duckdb_engine.Dialect):
    """DuckDB in memory over one connection, to which the file in question is attached read-only."""

    supports_statement_cache = False

    @classmethod
    def get_pool_class(cls, url: URL) -> type[Pool]:
        """One connection for everything: what is attached to it must be there for every query."""
        return StaticPool

    def do_begin(self, dbapi_connection: Any) -> None:
        """Nothing: the gates only read."""

    def do_rollback(self, dbapi_connection: Any) -> None:
        """Nothing: the gates only read."""

    def do_commit(self, dbapi_connection: Any) -> None:
        """Nothing: the gates only read."""


def register_dialect() -> None:
    """Make `junheng://` known to SQLAlchemy."""
    registry.register(SCHEME, __name__, GateDialect.__name__)


def attach(
    engine: Engine,
    database: Path,
    *,
    threads: int,
    memory_limit: str,
    spill: str,
    county: str | None = None,
) -> None:
    """Attach a file read-only, so that its tables answer to `<schema>.<table>`; with a county, only its rows.

    What does not fit into the memory goes into the folder `spill`. It is attached as `store`, because a file
    called landing that has a schema landing cannot be named without doubt.
    """
    quoted = database.absolute().as_posix().replace("'", "''")
    for statement in (
        f"set threads = {threads}",
        f"set memory_limit = '{memory_limit}'",
        "set autoinstall_known_extensions = false",
        f"set temp_directory = '{spill}'",
        f"attach '{quoted}' as {STORE} (read_only)",
    ):
        execute(engine, statement)
    if county:
        confine(beneath(engine), STORE, WORLD, county)
    execute(engine, f"use {WORLD if county else STORE}")


def execute(engine: Engine, statement: str) -> list[dict[str, Any]]:
    """Run one statement as it stands and return its rows by column."""
    with engine.connect() as connection:
        result = connection.exec_driver_sql(statement)
        return [dict(row) for row in result.mappings()] if result.returns_rows else []


def beneath(engine: Engine) -> duckdb.DuckDBPyConnection:
    """The one connection of DuckDB's own that is beneath the engine."""
    connection: Any = engine.raw_connection().driver_connection
    return cast(duckdb.DuckDBPyConnection, connection)
