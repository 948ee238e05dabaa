"""A first look at which counties' rows may be others than those copied last: quick, and told by DuckDB alone.

It adds up a hash of each row, a fifth of the work of a checksum that both databases tell alike. Counties that
look as they did are as they were; of the others the checksum decides. What looked so to another version of
DuckDB tells nothing. What does not belong here: the checksum (content), and what follows (publish).
"""

from __future__ import annotations

from collections.abc import Mapping

import duckdb

from pipelines.postgres.connecting import Connection
from pipelines.postgres.content import Content
from pipelines.postgres.described import Table
from pipelines.warehouse.copying import quote


def glances_here(connection: duckdb.DuckDBPyConnection, table: Table, lies_in: str) -> Content:
    """How the rows of each county look, in a relation of an open version; keyed as the content is."""
    columns = ", ".join(quote(column.name) for column in table.columns)
    county = f"coalesce({quote(table.county)}, '')" if table.county else "''"
    found = connection.execute(
        f"select {county}, count(*), sum(hash({columns})::hugeint) from {lies_in} group by 1"
    ).fetchall()
    return {code: (rows, int(looks)) for code, rows, looks in found}


def glances_there(connection: Connection) -> dict[tuple[str, str], Content]:
    """How the rows that were copied last looked to this version of DuckDB, by table."""
    found: dict[tuple[str, str], dict[str, tuple[int, int]]] = {}
    for schema, name, county, rows, looks in connection.execute(
        "select schema_name, table_name, county_code, rows, looks from junheng.glance where seen_by = %s",
        [duckdb.__version__],
    ).fetchall():
        found.setdefault((schema, name), {})[county] = (rows, int(looks))
    return dict(found)


def alike(glances: Content, before: Content, noted: Mapping[str, object]) -> set[str]:
    """The counties that look as before and of whose rows it is known what they come to."""
    return {county for county in glances.keys() & noted.keys() if glances[county] == before.get(county)}


def note_glances(connection: Connection, table: Table, glances: Content) -> None:
    """Remember how the rows of a table look."""
    connection.execute("delete from junheng.glance where (schema_name, table_name) = (%s, %s)", [*table.full])
    with connection.cursor() as cursor:
        cursor.executemany(
            "insert into junheng.glance values (%s, %s, %s, %s, %s, %s)",
            [(*table.full, county, *looks, duckdb.__version__) for county, looks in sorted(glances.items())],
        )
