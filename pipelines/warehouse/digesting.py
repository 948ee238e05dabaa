"""Rows held against others without moving them: their number and a checksum, by county and school year.

A finished build says of its own rows what they come to (`note_digests`), so that joining many of them reads
none of their rows to find out what differs. What does not belong here: which rows are held against which
(new_file, verifying).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import duckdb

from pipelines.settings import ConnectionSettings
from pipelines.warehouse.copying import as_meant, columns, quote, relations, text

COUNTY, YEAR = "county_code", "school_year"
Table = tuple[str, str]
Group = tuple[str | None, int | None]
"""A county and a school year; none where the table has no such column, or the row says none."""
Digest = tuple[int, int | None]
Digests = Mapping[Group, Digest]
"""Of each group, how many rows it has and the sum of their hashes, which their order does not change."""
NOTED = "digest.rows"
"""Where a build keeps them, which is not published."""
NOTE = f"""
create schema digest;
create table {NOTED} (
    schema_name text, table_name text, county_code text, school_year integer, number bigint, checksum hugeint
)
"""


@dataclass(frozen=True)
class Compared:
    """What the rows of counties that do not stay come to, by table, as far as it is known.

    Attributes:
        built: in the builds, as they are published.
        before: in the version before.
    """

    built: Mapping[Table, Digests] = field(default_factory=dict)
    before: Mapping[Table, Digests] = field(default_factory=dict)

    def touched(self, table: Table) -> set[Group] | None:
        """The groups whose rows become others; None where it is not known."""
        if table not in self.before:
            return None
        before, built = self.before[table], self.built.get(table, {})
        return differing(before, built) | differing(built, before)

    @property
    def moved(self) -> Mapping[Table, set[str | None]]:
        """The counties whose rows become others, by table, as far as it is known."""
        return {table: {county for county, _ in self.touched(table) or ()} for table in self.before}


def digests(connection: duckdb.DuckDBPyConnection, rows: str, known: Iterable[str]) -> Digests:
    """What the rows of a query come to.

    Args:
        connection: where it is asked.
        rows: the query.
        known: the names of its columns.
    """
    has = set(known)
    by = ", ".join(quote(column) if column in has else "null" for column in (COUNTY, YEAR))
    found = connection.execute(
        f"select {by}, count(*), sum(hash(t)) from ({rows}) as t group by 1, 2"
    ).fetchall()
    return {(county, year): (number, checksum) for county, year, number, checksum in found}


def differing(one: Digests, other: Digests) -> set[Group]:
    """The groups that one has and the other has not, or has otherwise."""
    return {group for group, digest in one.items() if other.get(group) != digest}


def note_digests(build: Path, counties: Collection[str], limits: ConnectionSettings) -> None:
    """Have a build to which nothing is added any more say what the rows of its counties come to."""
    with duckdb.connect(":memory:", config=limits) as connection:
        connection.execute(f"attach {text(build.as_posix())} as build; use build")
        known = columns(connection, "build")
        connection.execute(NOTE)
        for relation in relations(connection, "build"):
            if relation.is_view or COUNTY not in known[relation.key]:
                continue
            of = ", ".join(map(text, sorted(counties)))
            rows = f"{as_meant('build', relation, known)} where {COUNTY} in ({of})"
            found = digests(connection, rows, known[relation.key])
            if found:
                connection.executemany(
                    f"insert into {NOTED} values (?, ?, ?, ?, ?, ?)",
                    [[*relation.key, *group, *digest] for group, digest in found.items()],
                )


def noted_digests(
    connection: duckdb.DuckDBPyConnection, build: str, counties: Collection[str]
) -> Mapping[Table, Digests] | None:
    """What a build that is attached says of the rows of these counties; None where it does not say."""
    asked = "select 1 from duckdb_tables() where database_name = ? and schema_name || '.' || table_name = ?"
    if not connection.execute(asked, [build, NOTED]).fetchone():
        return None
    found: dict[Table, dict[Group, Digest]] = {}
    for schema, table, county, year, number, checksum in connection.execute(
        f"select * from {build}.{NOTED} where list_contains(?, county_code)", [sorted(counties)]
    ).fetchall():
        found.setdefault((schema, table), {})[county, year] = (number, checksum)
    return found
