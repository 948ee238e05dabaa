"""The statements that make a table what its description says: columns, key, words, row security, references.

What does not belong here: rows.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import Any

import psycopg
from psycopg import sql

from pipelines.postgres.described import Table
from pipelines.postgres.seen import READER, policies, role_of

Statement = sql.Composed | sql.SQL


def name_of(table: Table) -> sql.Identifier:
    """A table as SQL."""
    return sql.Identifier(table.schema, table.name)


def columns(table: Table) -> sql.Composed:
    """The columns with their types."""
    return sql.SQL(", ").join(
        sql.SQL("{} {}").format(sql.Identifier(column.name), sql.SQL(column.type)) for column in table.columns
    )


def moved(table: Table, laid_down: str) -> Iterator[Statement]:
    """Make what was laid down the table, with its key; open to nobody but the owner."""
    lies_in, schema = sql.Identifier("junheng", laid_down), sql.Identifier(table.schema)
    yield sql.SQL("alter table {} set schema {}").format(lies_in, schema)
    name = sql.Identifier(table.schema, laid_down)
    yield sql.SQL("alter table {} rename to {}").format(name, sql.Identifier(table.name))
    yield sql.SQL("alter table {} enable row level security").format(name_of(table))
    yield from key(table)


def further_columns(table: Table, there: Collection[str]) -> Statement:
    """Give a table the columns that it lacks."""
    lacking = [one for one in table.columns if f"{one.name} {one.type}" not in there]
    return sql.SQL("alter table {} {}").format(
        name_of(table),
        sql.SQL(", ").join(
            sql.SQL("add column {} {}").format(sql.Identifier(one.name), sql.SQL(one.type)) for one in lacking
        ),
    )


def open_to_readers(table: Table) -> Iterator[Statement]:
    """Have a table read by those who may, each level its rows."""
    name = name_of(table)
    yield sql.SQL("grant select on {} to {}").format(name, sql.Identifier(READER))
    for level, condition in policies(table):
        role = sql.Identifier(role_of(level))
        yield sql.SQL("drop policy if exists {} on {}").format(sql.Identifier(level), name)
        yield sql.SQL("create policy {} on {} for select to {} using ({})").format(
            sql.Identifier(level), name, role, condition
        )


def keep_to_itself(table: Table) -> Iterator[Statement]:
    """No statistics of a column that is not part of the key.

    The planner's estimates, which anyone who may read the table sees in `explain`, are made of them without
    asking whose rows they are of.
    """
    shown = {*table.key, *table.places.values()}
    hidden = [column.name for column in table.columns if column.name not in shown]
    if hidden:
        yield sql.SQL("alter table {} {}").format(
            name_of(table),
            sql.SQL(", ").join(
                sql.SQL("alter {} set statistics 0").format(sql.Identifier(column)) for column in hidden
            ),
        )


def key(table: Table) -> Iterator[Statement]:
    """The key of a table that has its rows, and the index by which a county's are found."""
    if table.key:
        kind = sql.SQL("primary key" if table.is_primary else "unique nulls not distinct")
        yield sql.SQL("alter table {} add constraint {} {} ({})").format(
            name_of(table),
            sql.Identifier(f"{table.name}_key"),
            kind,
            sql.SQL(", ").join(map(sql.Identifier, table.key)),
        )
    if table.county and table.key[:1] != (table.county,):
        yield sql.SQL("create index on {} ({})").format(name_of(table), sql.Identifier(table.county))


def words(connection: psycopg.Connection[Any], table: Table) -> None:
    """Have the comments of a table and its columns say what the dictionary says; only those that differ."""
    name = f"{sql.Identifier(table.schema, table.name).as_string(connection)}"
    there = dict(
        connection.execute(
            """
            select coalesce(attname, ''), description
            from pg_description
            left join pg_attribute on attrelid = objoid and attnum = objsubid and objsubid > 0
            where objoid = %s::regclass and classoid = 'pg_class'::regclass
            """,
            [name],
        ).fetchall()
    )
    said: Sequence[tuple[str, str | None]] = [
        ("", table.said),
        *((one.name, one.said) for one in table.columns),
    ]
    for column, words in said:
        if there.get(column) == words:
            continue
        about = sql.SQL("column {}").format(sql.Identifier(table.schema, table.name, column))
        connection.execute(
            sql.SQL("comment on {} is {}").format(
                about if column else sql.SQL("table {}").format(name_of(table)), sql.Literal(words)
            )
        )
