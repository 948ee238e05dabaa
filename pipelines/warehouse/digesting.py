"""Rows held against others without moving them: their number and a checksum, by county and school year.

What does not belong here: which rows are held against which (new_file, verifying).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import duckdb

from pipelines.warehouse.copying import quote

COUNTY, YEAR = "county_code", "school_year"
Group = tuple[str | None, int | None]
"""A county and a school year; none where the table has no such column, or the row says none."""
Digest = tuple[int, int | None]
Digests = Mapping[Group, Digest]
"""Of each group, how many rows it has and the sum of their hashes, which their order does not change."""


def digests(connection: duckdb.DuckDBPyConnection, rows: str, columns: Iterable[str]) -> Digests:
    """What the rows of a query come to.

    Args:
        connection: where it is asked.
        rows: the query.
        columns: the names of its columns.
    """
    has = set(columns)
    by = ", ".join(quote(column) if column in has else "null" for column in (COUNTY, YEAR))
    found = connection.execute(
        f"select {by}, count(*), sum(hash(t)) from ({rows}) as t group by 1, 2"
    ).fetchall()
    return {(county, year): (number, checksum) for county, year, number, checksum in found}


def differing(one: Digests, other: Digests) -> set[Group]:
    """The groups that one has and the other has not, or has otherwise."""
    return {group for group, digest in one.items() if other.get(group) != digest}
