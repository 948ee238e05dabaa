"""Several counties' stores as one file, from which a batch of counties is built.

What does not belong here: which counties make a batch, and what is built (orchestration).
"""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path

import duckdb
import polars as pl

from pipelines.landing.store import (
    attach_for_reading,
    attach_for_writing,
    read_store,
    store_path,
    transaction,
)
from pipelines.landing.tables import add_missing_columns, append, create_tables, tables_of
from pipelines.landing.troubles import as_trouble
from pipelines.settings import Settings

FILLED = """
select database_name, schema_name || '.' || table_name from duckdb_tables()
where starts_with(database_name, 'county_') and estimated_size > 0 order by all
"""
"""The tables that have rows; a store only grows, so its estimate is none."""
LOOKED_THROUGH = {"run_id": "refresh_id", "county_code": "county_code", "found_at": "started_at"}
"""What a finding tells of the refresh that made it."""


def gather(
    settings: Settings, counties: Sequence[str], into: Path, *, beside: pl.DataFrame | None = None
) -> Path:
    """The stores of counties as one file with the same tables and views; of one county it is its own.

    Args:
        settings: where the stores are.
        counties: which; each must have landed. Of none, the file has every table and no row.
        into: the file that is made where it is not one county alone; what was there is replaced.
        beside: findings that belong to no county and are to stand with those of the counties.

    Returns:
        The file, to be opened for reading only.

    Raises:
        StoreTrouble: the store of a county is in use, damaged or gone.
    """
    beside = pl.DataFrame() if beside is None else beside
    if len(counties) == 1 and beside.is_empty():
        with read_store(settings, counties[0]):
            return store_path(settings, counties[0])
    into.parent.mkdir(parents=True, exist_ok=True)
    partial = into.with_name(f"{into.name}.partial")
    partial.unlink(missing_ok=True)
    with duckdb.connect(":memory:", config=settings.limits) as connection:
        attach_for_writing(connection, partial, "store")
        connection.execute("use store")
        create_tables(connection)
        stores = {f"county_{code}": store_path(settings, code) for code in counties}
        for name, store in stores.items():
            attach_for_reading(connection, store, name)
        with as_trouble(into):
            _take(connection, stores)
        if not beside.is_empty():
            append(connection, "ledger.finding", beside)
            looked_through = beside.select(*LOOKED_THROUGH).rename(LOOKED_THROUGH).unique()
            append(connection, "ledger.refresh", looked_through)
        connection.execute("checkpoint store")
    os.replace(partial, into)
    return into


def _take(connection: duckdb.DuckDBPyConnection, stores: Mapping[str, Path]) -> None:
    """Append every row of counties, by what their stores are attached as.

    A table is taken of all at once: so its rows are written but once, by as many threads as there are. A
    column that only the alias rows of one taught is added.
    """
    there = tables_of(connection, "store")
    filled: dict[str, list[str]] = defaultdict(list)
    for name, table in connection.execute(FILLED).fetchall():
        filled[table].append(name)
    with transaction(connection):
        for name in stores:
            for table, columns in tables_of(connection, name).items():
                if not columns.keys() <= there.get(table, {}).keys():
                    add_missing_columns(connection, table, columns)
        for table, names in filled.items():
            rows = " union all by name ".join(f"select * from {name}.{table}" for name in names)
            try:
                connection.execute(f"insert into store.{table} by name {rows}")
            except duckdb.Error:
                for name in names:
                    _read_through(connection, f"{name}.{table}", stores[name])
                raise


def _read_through(connection: duckdb.DuckDBPyConnection, table: str, store: Path) -> None:
    """Read every value of a county's table, so that the store that cannot be read is named.

    Raises:
        StoreTrouble: it cannot be read.
    """
    with as_trouble(store), connection.cursor() as cursor:
        cursor.execute(f"select count(hash(t)) from {table} as t").fetchone()
