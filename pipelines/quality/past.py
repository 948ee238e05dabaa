"""What the last accepted version said, beside a build that is judged: the catalogue `past`.

Every mart of the build is there under its own name (`past.dim_school`), with the same columns: what the
version had of it, of the same county where one is judged alone. A column that the version lacks is null, a
table that it lacks is empty, and so is everything where nothing was published yet, so a rule that compares
needs no word about first times. What does not belong here: what is compared (`expectations/marts`).
"""

from __future__ import annotations

from pathlib import Path

import duckdb

PAST, VERSION = "past", "version_in_force"
COLUMNS = """
select columns.table_name, columns.column_name, columns.data_type
from duckdb_columns() as columns
inner join duckdb_tables() as tables using (database_name, schema_name, table_name)
where columns.database_name = $catalogue and columns.schema_name = 'marts'
order by columns.table_name, columns.column_index
"""
COUNTY = "county_code"


def lay_past(
    connection: duckdb.DuckDBPyConnection, build: str, version: Path | None, county: str | None = None
) -> None:
    """Attach the catalogue `past`.

    Args:
        connection: to which the build is attached.
        build: the catalogue of the build.
        version: the file of the version in force; None where nothing was published yet.
        county: only its rows; all when not given.
    """
    there: dict[str, dict[str, str]] = {}
    if version:
        quoted = version.absolute().as_posix().replace("'", "''")
        connection.execute(f"attach '{quoted}' as {VERSION} (read_only)")
        there = _columns(connection, VERSION)
    connection.execute(f"attach ':memory:' as {PAST}")
    for table, columns in _columns(connection, build).items():
        had = there.get(table, {})
        chosen = ", ".join(
            f'"{name}"' if name in had else f'cast(null as {kind}) as "{name}"'
            for name, kind in columns.items()
        )
        source = f'{VERSION}.marts."{table}"' if had else f'"{build}".marts."{table}"'
        which = "true" if had else "false"
        if had and county and COUNTY in had:
            which = f"{COUNTY} = '{county}'"
        connection.execute(f'create view {PAST}."{table}" as select {chosen} from {source} where {which}')


def _columns(connection: duckdb.DuckDBPyConnection, catalogue: str) -> dict[str, dict[str, str]]:
    """The types of the columns of every mart of a catalogue, by table and name."""
    tables: dict[str, dict[str, str]] = {}
    for table, column, kind in connection.execute(COLUMNS, {"catalogue": catalogue}).fetchall():
        tables.setdefault(table, {})[column] = kind
    return tables
