"""What a version's file says of its tables: names, types, keys and words, as PostgreSQL is to have them.

The views of `bi` count as tables: their rows are what was published, judged and rounded once (ADR 0032).
What does not belong here: statements (declare), and which rows have changed (content).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import duckdb

from pipelines.errors import Trouble
from pipelines.postgres.places import columns_of_places
from pipelines.sentences import Sentence
from pipelines.warehouse.copying import DICTIONARY, PUBLISHED_SCHEMAS
from pipelines.warehouse.reading import records

TYPES = {
    "BOOLEAN": "boolean",
    "TINYINT": "smallint",
    "SMALLINT": "smallint",
    "INTEGER": "integer",
    "UINTEGER": "bigint",
    "UBIGINT": "numeric(20,0)",
    "BIGINT": "bigint",
    "HUGEINT": "numeric(39,0)",
    "FLOAT": "real",
    "DOUBLE": "double precision",
    "VARCHAR": "text",
    "DATE": "date",
    "TIME": "time without time zone",
    "TIMESTAMP": "timestamp without time zone",
    "TIMESTAMP WITH TIME ZONE": "timestamp with time zone",
}
"""DuckDB's types as PostgreSQL calls them (`format_type`)."""
LAST = ("meta", "build")
"""The table that is put in place last, so that who sees its new rows sees all others."""


class UnknownType(Trouble):
    """A published column has a type that has no counterpart here."""


@dataclass(frozen=True)
class Column:
    """A column: its name, its PostgreSQL type, and what the dictionary says of it in Chinese."""

    name: str
    type: str
    said: str | None = None


@dataclass(frozen=True)
class Table:
    """A published table or view.

    Attributes:
        schema: its schema.
        name: its name.
        columns: in their order.
        key: the columns that make a row unique; empty where the dictionary names none.
        is_primary: whether no part of the key can be null.
        said: what the dictionary says of it in Chinese.
        is_view: whether it is a view in the version.
    """

    schema: str
    name: str
    columns: tuple[Column, ...]
    key: tuple[str, ...] = ()
    is_primary: bool = False
    said: str | None = None
    is_view: bool = False

    @property
    def full_name(self) -> str:
        """Schema and name, as people write them."""
        return f"{self.schema}.{self.name}"

    @property
    def full(self) -> tuple[str, str]:
        """Schema and name."""
        return (self.schema, self.name)

    @property
    def places(self) -> dict[str, str]:
        """Its column of each kind of place that it has one of: county, town, school."""
        return columns_of_places(column.name for column in self.columns)

    @property
    def county(self) -> str | None:
        """The column with the county, by which its rows are put in their place."""
        return self.places.get("county")


def tables_of(connection: duckdb.DuckDBPyConnection) -> list[Table]:
    """Every published table and view of an open version, `meta.build` last.

    Raises:
        UnknownType: a column has a type that has no counterpart.
    """
    words = _words(connection)
    views = set(connection.execute("select schema_name, view_name from duckdb_views()").fetchall())
    found: dict[tuple[str, str], list[tuple[str, str]]] = {}
    for schema, table, column, kind in connection.execute(
        """
        select schema_name, table_name, column_name, data_type
        from duckdb_columns()
        where list_contains($schemas, schema_name) and not internal
        order by schema_name, table_name, column_index
        """,
        {"schemas": list(PUBLISHED_SCHEMAS)},
    ).fetchall():
        found.setdefault((schema, table), []).append((column, _type(schema, table, column, kind)))
    return sorted(
        (_table(name, columns, words, is_view=name in views) for name, columns in found.items()),
        key=lambda one: ((one.schema, one.name) == LAST, one.schema, one.name),
    )


def _words(connection: duckdb.DuckDBPyConnection) -> dict[tuple[str, str, str | None], dict[str, Any]]:
    """What the dictionary says; one of an earlier release says less, a dbt project may have none."""
    tables = connection.execute("select schema_name, table_name from duckdb_tables()").fetchall()
    if DICTIONARY not in tables:
        return {}
    rows = records(connection, f"from {'.'.join(DICTIONARY)}")
    return {(row["schema_name"], row["table_name"], row["column_name"]): row for row in rows}


def _table(
    name: tuple[str, str],
    columns: list[tuple[str, str]],
    words: dict[tuple[str, str, str | None], dict[str, Any]],
    *,
    is_view: bool,
) -> Table:
    said = {column: words.get((*name, column), {}) for column, _ in columns}
    key = tuple(column for column, _ in columns if said[column].get("is_key"))
    return Table(
        *name,
        columns=tuple(Column(column, kind, said[column].get("description_zh")) for column, kind in columns),
        key=key,
        is_primary=bool(key) and all(said[column].get("is_never_null") for column in key),
        said=words.get((*name, None), {}).get("description_zh"),
        is_view=is_view,
    )


def _type(schema: str, table: str, column: str, kind: str) -> str:
    if kind.startswith("DECIMAL("):
        return kind.replace("DECIMAL", "numeric")
    if kind not in TYPES:
        raise UnknownType(
            Sentence(
                "{schema}.{table} 的列 {column} 是 {kind} 类型，不能复制到 PostgreSQL。",
                schema=schema,
                table=table,
                column=column,
                kind=kind,
            )
        )
    return TYPES[kind]
