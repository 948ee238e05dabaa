"""The tables of the landing store.

Schema `ledger` says which file said what and when; schema `landing` holds the accepted rows, one table a
dataset. Both only grow; times are UTC without a zone. What does not belong here: what goes into the tables.
"""

from __future__ import annotations

import duckdb
import polars as pl

from pipelines.contracts.datasets.catalogue import DATASETS

LEDGER = {
    "refresh": "refresh_id text, started_at timestamp, outcome text",
    "file_version": (
        "file_id text, county_code text, school_year integer, path text, provider text, sha256 text,"
        " size_bytes bigint, modified_at timestamp, first_seen timestamp, received_at timestamp,"
        " refresh_id text, state text, reason text, rules text"
    ),
    "sheet_version": (
        "file_id text, sheet text, dataset text, rows_read bigint, rows_accepted bigint,"
        " rows_rejected bigint, rows_passed_over bigint, state text, reason text"
    ),
    "presence": "file_id text, noted_at timestamp, present boolean, refresh_id text",
    "held": "county_code text, noted_at timestamp, refresh_id text, missing integer, known integer",
    "finding": (
        "finding_id text, run_id text, file_id text, county_code text, school_year integer, path text,"
        " dataset text, sheet text, row_number bigint, column_name text, rule text, severity text,"
        " found text, expected text, message text, remedy text, found_at timestamp"
    ),
    "rejected_row": "file_id text, sheet text, dataset text, row_number bigint, rules text, content text",
}
WHERE_FROM = {
    "file_id": "text",
    "sheet": "text",
    "row_number": "bigint",
    "county_code": "text",
    "school_year": "integer",
    "scope_key": "text",
}
"""What stands before the dataset's own columns in every table of schema `landing`."""
SQL_TYPES: dict[type[pl.DataType], str] = {
    pl.String: "text",
    pl.Int64: "bigint",
    pl.Float64: "double",
    pl.Boolean: "boolean",
    pl.Date: "date",
}


def create_tables(connection: duckdb.DuckDBPyConnection) -> None:
    """Make every schema, table and column that is not there yet in the catalogue `store`."""
    connection.execute("create schema if not exists store.ledger")
    connection.execute("create schema if not exists store.landing")
    for table, columns in LEDGER.items():
        connection.execute(f"create table if not exists store.ledger.{table} ({columns})")
        add_missing_columns(connection, f"ledger.{table}", _by_name(columns))
    where_from = ", ".join(f"{name} {sql_type}" for name, sql_type in WHERE_FROM.items())
    for name, dataset in DATASETS.items():
        connection.execute(f"create table if not exists store.landing.{name} ({where_from})")
        own = {column: SQL_TYPES[kind] for column, kind in dataset.landed_columns().items()}
        add_missing_columns(connection, f"landing.{name}", own)


def _by_name(columns: str) -> dict[str, str]:
    """SQL type by name of columns as they are declared in `LEDGER`."""
    return dict(column.split() for column in columns.split(","))


def add_missing_columns(connection: duckdb.DuckDBPyConnection, table: str, columns: dict[str, str]) -> None:
    """Add the columns, SQL type by name, that a table of the store lacks; older rows get null."""
    known = {name for name, *_ in connection.execute(f"describe store.{table}").fetchall()}
    for name, sql_type in columns.items():
        if name not in known:
            connection.execute(f'alter table store.{table} add column "{name}" {sql_type}')


def append_rows(connection: duckdb.DuckDBPyConnection, dataset: str, rows: pl.DataFrame) -> None:
    """Append accepted rows; a column that only an alias row teaches is added as numbers first."""
    taught = dict.fromkeys(rows.columns, "double")
    add_missing_columns(connection, f"landing.{dataset}", taught)
    append(connection, f"landing.{dataset}", rows)


def append(connection: duckdb.DuckDBPyConnection, table: str, rows: pl.DataFrame) -> None:
    """Append a frame to a table of the store, column by name."""
    connection.register("appended", rows.to_arrow())
    connection.execute(f"insert into store.{table} by name select * from appended")
    connection.unregister("appended")
