"""Which tables refer to which dimensions: foreign keys, so that BI tools join of their own accord.

A table refers to a dimension when it has all columns of the dimension's primary key under the same names, and
every row finds its own there; where one does not, nothing is declared. They are checked when a publish is
complete. What does not belong here: other constraints (declare).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

import duckdb
from psycopg import sql

from pipelines.postgres.connecting import Connection
from pipelines.postgres.declare import Statement, name_of
from pipelines.postgres.described import Table
from pipelines.warehouse.copying import PUBLISHED_SCHEMAS, quote

FACTS, DIMENSION = "marts", "dim_"
THERE = """
select n.nspname, c.relname, p.conname, rn.nspname, r.relname
from pg_constraint as p
inner join pg_class as c on c.oid = p.conrelid
inner join pg_namespace as n on n.oid = c.relnamespace
inner join pg_class as r on r.oid = p.confrelid
inner join pg_namespace as rn on rn.oid = r.relnamespace
where p.contype = 'f' and n.nspname = any(%s)
"""


@dataclass(frozen=True)
class Reference:
    """A table, the dimension it refers to, and by which columns; both have them by the same names."""

    table: Table
    dimension: Table

    @property
    def name(self) -> str:
        """What the constraint is called."""
        return f"{self.table.name}__{self.dimension.name}"

    @property
    def key(self) -> tuple[str, str, str]:
        """What tells it from others."""
        return (self.table.schema, self.table.name, self.name)

    def declare(self) -> Statement:
        """The statement that makes it."""
        columns = sql.SQL(", ").join(map(sql.Identifier, self.dimension.key))
        return sql.SQL(
            "alter table {} add constraint {} foreign key ({}) references {} ({})"
            " deferrable initially deferred"
        ).format(name_of(self.table), sql.Identifier(self.name), columns, name_of(self.dimension), columns)


def references(connection: duckdb.DuckDBPyConnection, tables: Sequence[Table]) -> list[Reference]:
    """The references that hold in a version."""
    marts = [table for table in tables if table.schema == FACTS]
    dimensions = [table for table in marts if table.name.startswith(DIMENSION) and table.is_primary]
    return [
        Reference(table, dimension)
        for table in marts
        for dimension in dimensions
        if table != dimension and _has_key(table, dimension) and _all_found(connection, table, dimension)
    ]


def outdated(
    connection: Connection, wanted: Collection[Reference], replaced: Collection[tuple[str, str]]
) -> Iterator[Statement]:
    """Drop the references that no longer hold, and those to and from tables that are replaced."""
    names = {one.key for one in wanted}
    for schema, table, name, to_schema, to_table in connection.execute(
        THERE, [list(PUBLISHED_SCHEMAS)]
    ).fetchall():
        moves = {(schema, table), (to_schema, to_table)} & set(replaced)
        if (schema, table, name) not in names or moves:
            yield sql.SQL("alter table {} drop constraint {}").format(
                sql.Identifier(schema, table), sql.Identifier(name)
            )


def missing(connection: Connection, wanted: Collection[Reference]) -> Iterator[Statement]:
    """Make the references that do not stand yet."""
    there = {
        (schema, table, name)
        for schema, table, name, *_ in connection.execute(THERE, [list(PUBLISHED_SCHEMAS)]).fetchall()
    }
    for one in wanted:
        if one.key not in there:
            yield one.declare()


def _has_key(table: Table, dimension: Table) -> bool:
    types = {column.name: column.type for column in table.columns}
    return all(
        types.get(column.name) == column.type for column in dimension.columns if column.name in dimension.key
    )


def _all_found(connection: duckdb.DuckDBPyConnection, table: Table, dimension: Table) -> bool:
    """Whether every row whose columns are all filled finds its own."""
    columns = ", ".join(map(quote, dimension.key))
    filled = " and ".join(f"{quote(column)} is not null" for column in dimension.key)
    row = connection.execute(
        f"""
        select count(*) from (
            select {columns} from {quote(table.schema)}.{quote(table.name)} where {filled}
            except
            select {columns} from {quote(dimension.schema)}.{quote(dimension.name)}
        )
        """
    ).fetchone()
    return row == (0,)
