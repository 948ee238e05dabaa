"""The tables of a county's landing store.

Schema `ledger` says which file said what and when; schema `landing` holds the accepted rows, one table a
dataset, and schema `aside` what is known of rows that were set aside and exist all the same. All only grow;
times are UTC without a zone. Which file was present when is said once, by the view `ledger.file_presence`.
What does not belong here: what goes into the tables.
"""

from __future__ import annotations

import hashlib
from functools import cache
from itertools import product

import duckdb
import polars as pl

from pipelines.contracts.datasets.catalogue import DATASETS

LEDGER = {
    "refresh": "refresh_id text, county_code text, started_at timestamp, outcome text",
    "file_version": (
        "file_id text, county_code text, school_year integer, path text, provider text, sha256 text,"
        " size_bytes bigint, modified_at timestamp, first_seen timestamp, received_at timestamp,"
        " refresh_id text, state text, reason text, rules text, path_shown text, provider_shown text"
    ),
    "sheet_version": (
        "file_id text, sheet text, dataset text, rows_read bigint, rows_accepted bigint,"
        " rows_rejected bigint, rows_passed_over bigint, state text, reason text"
    ),
    "form_cell": (
        "file_id text, sheet text, dataset text, column_name text,"
        " cell_sheet text, cell_row bigint, cell text"
    ),
    "presence": "file_id text, noted_at timestamp, present boolean, refresh_id text",
    "held": "county_code text, noted_at timestamp, refresh_id text, missing integer, known integer",
    "finding": (
        "finding_id text, run_id text, file_id text, county_code text, school_year integer, path text,"
        " dataset text, sheet text, row_number bigint, column_name text, rule text, severity text,"
        " found text, expected text, message text, remedy text, found_at timestamp"
    ),
    "clock": ("refresh_id text, county_code text, said timestamp, counts_as timestamp, noted_at timestamp"),
    "key_check": "county_code text, check_value text, noted_at timestamp",
    "rejected_row": "file_id text, sheet text, dataset text, row_number bigint, rules text, content text",
}
"""`form_cell` says where a form's figures stood, the row as one sees it and the cell as `D12`.
`path` and `provider` are the names as they are; published and sent are `path_shown`, `provider_shown`.

`refresh` says when a county was looked through, with an empty code what lies beside the counties: what is
said of a county and of no file is true until the next time. `key_check` has one row (key_check). `clock` has
the refreshes that do not count as having happened when the clock said (clock).
"""
VIEWS = {
    "file_presence": """
        with said as (
            select file_id, received_at as noted_at, false as is_present, 0 as turn from ledger.file_version
            union all
            select file_id, greatest(presence.noted_at, files.received_at), presence.present, 1
            from ledger.presence as presence inner join ledger.file_version as files using (file_id)
        ),

        spans as (
            select
                file_id, is_present, noted_at as known_from,
                lead(noted_at, 1, timestamp 'infinity') over (
                    partition by file_id order by noted_at, turn
                ) as known_until
            from said
        )

        select files.*, spans.is_present, spans.known_from, spans.known_until
        from ledger.file_version as files inner join spans using (file_id)
        where spans.known_from < spans.known_until
    """,
}
"""Views of schema `ledger`.

`file_presence` says of every file version whether it is present, one row a span of time between two things
noted of it: the last word counts, and before the first a version is not present (datasets.md, in force 3).
Known at a moment are the rows with `known_from <= moment and moment < known_until`, known now are those with
`known_until = 'infinity'`.
"""
WHERE_FROM = {
    "file_id": "text",
    "sheet": "text",
    "row_number": "bigint",
    "county_code": "text",
    "school_year": "integer",
    "scope_key": "text",
}
"""What stands before the dataset's own columns in every table of the schemas `landing` and `aside`."""
ROWS = ("landing", "aside")
"""The schemas with a table a dataset: rows that were accepted, and what is known of rows set aside."""
SQL_TYPES: dict[type[pl.DataType], str] = {
    pl.String: "text",
    pl.Int64: "bigint",
    pl.Float64: "double",
    pl.Boolean: "boolean",
    pl.Date: "date",
}


COLUMNS = """
select c.schema_name || '.' || c.table_name, c.column_name, c.data_type
from duckdb_columns() as c
inner join duckdb_tables() as t using (database_name, schema_name, table_name)
where database_name = $catalogue
order by c.schema_name, c.table_name, c.column_index
"""
Tables = dict[str, dict[str, str]]
"""SQL type by column by `schema.table`."""


def create_tables(connection: duckdb.DuckDBPyConnection) -> None:
    """Make every schema, table and column that is not there yet in the catalogue `store`, and every view.

    The catalogue must be the one in use.
    """
    there = tables_of(connection, "store")
    for schema in ("ledger", *ROWS):
        connection.execute(f"create schema if not exists store.{schema}")
    for table, columns in tables_of_today().items():
        if table not in there:
            declared = ", ".join(f'"{name}" {sql_type}' for name, sql_type in columns.items())
            connection.execute(f"create table store.{table} ({declared})")
            continue
        for name, sql_type in columns.items():
            if name not in there[table]:
                connection.execute(f'alter table store.{table} add column "{name}" {sql_type}')
    for view, query in VIEWS.items():
        # named without the catalogue, so that it can be read under whatever name the file is attached
        connection.execute(f"create or replace view store.ledger.{view} as {query}")


def tables_of(connection: duckdb.DuckDBPyConnection, catalogue: str) -> Tables:
    """The tables of an attached file."""
    tables: Tables = {}
    for table, column, sql_type in connection.execute(COLUMNS, {"catalogue": catalogue}).fetchall():
        tables.setdefault(table, {})[column] = sql_type
    return tables


@cache
def tables_of_today() -> Tables:
    """The tables that a store has today."""
    ledger = {f"ledger.{table}": _by_name(columns) for table, columns in LEDGER.items()}
    datasets = {
        f"{schema}.{name}": WHERE_FROM
        | {column: SQL_TYPES[kind] for column, kind in dataset.landed_columns().items()}
        for schema, (name, dataset) in product(ROWS, DATASETS.items())
    }
    return ledger | datasets


@cache
def layout() -> str:
    """The hash, in hex, of all tables, columns and views that a store has today."""
    return hashlib.sha256(repr((tables_of_today(), VIEWS)).encode()).hexdigest()


def _by_name(columns: str) -> dict[str, str]:
    """SQL type by name of columns as they are declared in `LEDGER`."""
    return dict(column.split() for column in columns.split(","))


def add_missing_columns(connection: duckdb.DuckDBPyConnection, table: str, columns: dict[str, str]) -> None:
    """Add the columns, SQL type by name, that a table of the store lacks; older rows get null."""
    known = {name for name, *_ in connection.execute(f"describe store.{table}").fetchall()}
    for name, sql_type in columns.items():
        if name not in known:
            connection.execute(f'alter table store.{table} add column "{name}" {sql_type}')


def append_rows(connection: duckdb.DuckDBPyConnection, table: str, rows: pl.DataFrame) -> None:
    """Append rows to a dataset's table; a column that only an alias row teaches is added as numbers first."""
    taught = dict.fromkeys(rows.columns, "double")
    add_missing_columns(connection, table, taught)
    append(connection, table, rows)


def append(connection: duckdb.DuckDBPyConnection, table: str, rows: pl.DataFrame) -> None:
    """Append a frame to a table of the store, column by name."""
    connection.register("appended", rows.to_arrow())
    connection.execute(f"insert into store.{table} by name select * from appended")
    connection.unregister("appended")
