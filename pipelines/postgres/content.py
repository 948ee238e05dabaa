"""What the rows of a table come to: number and checksum by county, told alike by both databases.

The checksum is the sum of 60 bits of each row's MD5 over a text in which every value stands exactly (floating
numbers by their bits), so it does not ask for an order, finds a changed, lost or doubled row, and needs
nothing that only one of the databases has. What does not belong here: what follows from a difference
(publish).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

import duckdb
import psycopg
from psycopg import sql

from pipelines.postgres.described import Table
from pipelines.warehouse.copying import quote

Content = Mapping[str, tuple[int, int]]
"""Rows and checksum by county; a row of no county, and all of a table without one, count under ''."""
BETWEEN, MISSING = "chr(31)", "chr(30)"
DAY_AND_TIME = "timestamp"
BITS = "case when {{0}} = 'nan' then 'nan' else ('x' || encode({}({{0}}), 'hex'))::{}::text end"


def content_here(
    connection: duckdb.DuckDBPyConnection, table: Table, lies_in: str, but_not: Collection[str] = ()
) -> Content:
    """What the rows of a table come to, in a relation of an open version; not of some of its counties."""
    values = [_here(quote(column.name), column.type) for column in table.columns]
    filled = ", ".join(f"coalesce({value}, {MISSING})" for value in values)
    row = f"concat_ws({BETWEEN}, {filled})"
    county = f"coalesce({quote(table.county)}, '')" if table.county else "''"
    found = connection.execute(
        f"""
        select {county}, count(*), sum(('0x' || substr(md5({row}), 1, 15))::bigint)
        from {lies_in} where {county} not in (select unnest(?::varchar [])) group by 1
        """,
        [sorted(but_not)],
    ).fetchall()
    return {code: (rows, int(checksum)) for code, rows, checksum in found}


def content_there(connection: psycopg.Connection[Any], table: Table, lies_in: sql.Composable) -> Content:
    """What the copy of a table comes to.

    Args:
        connection: to PostgreSQL.
        table: the table.
        lies_in: the relation there that holds its rows.
    """
    values = [_there(sql.Identifier(column.name), column.type) for column in table.columns]
    between, missing = sql.SQL(BETWEEN), sql.SQL(MISSING)
    filled = sql.SQL(", ").join(sql.SQL("coalesce({}, {})").format(value, missing) for value in values)
    row = sql.SQL("concat_ws({}, {})").format(between, filled)
    county = sql.Identifier(table.county) if table.county else sql.SQL("null")
    found = connection.execute(
        sql.SQL(
            "select coalesce({}, ''), count(*), sum(('x' || substr(md5({}), 1, 15))::bit(60)::bigint)"
            " from {} group by 1"
        ).format(county, row, lies_in)
    ).fetchall()
    return {code: (rows, int(checksum)) for code, rows, checksum in found}


def _here(column: str, kind: str) -> str:
    if kind == "double precision":
        return f"case when isnan({column}) then 'nan' else {column}::double::bit::bigint::varchar end"
    if kind == "real":
        return f"case when isnan({column}) then 'nan' else {column}::float::bit::integer::varchar end"
    if kind.startswith(DAY_AND_TIME):
        return f"epoch_us({column})::varchar"
    return f"{column}::varchar"


def _there(column: sql.Identifier, kind: str) -> sql.Composed:
    if kind == "double precision":
        text = BITS.format("float8send", "bit(64)::bigint")
    elif kind == "real":
        text = BITS.format("float4send", "bit(32)::int")
    elif kind.startswith(DAY_AND_TIME):
        text = "(extract(epoch from {0}) * 1000000)::bigint::text"
    else:
        text = "{0}::text"
    return sql.SQL(text).format(column)
