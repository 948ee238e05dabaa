"""A world that holds one county, to ask a gate again that several counties stood before.

A gate is asked once for all counties of a batch; only where it fails is it asked again, county by county, to
learn whom it holds. So a rule may be written in any way, about rows, sums or medians, and need not know
that a night can have several counties. What does not belong here: what the gates ask.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from typing import Any

import duckdb

RELATIONS = """
select relations.schema_name, relations.name, relations.is_view,
    coalesce(bool_or(columns.column_name = 'county_code'), false),
    coalesce(bool_or(columns.column_name = 'file_id'), false)
from (
    select database_name, schema_name, table_name as name, false as is_view, table_oid as oid
    from duckdb_tables()
    union all
    select database_name, schema_name, view_name, true, view_oid from duckdb_views() where not internal
) as relations
left join duckdb_columns() as columns
    on relations.database_name = columns.database_name and relations.schema_name = columns.schema_name
        and relations.name = columns.table_name
where relations.database_name = $whole
group by relations.schema_name, relations.name, relations.is_view, relations.oid
order by relations.is_view, relations.oid
"""
OF_COUNTY = "county_code = '{county}'"
OF_ITS_FILES = (
    "file_id in (select file_id from \"{whole}\".ledger.file_version where county_code = '{county}')"
)


def confine(connection: duckdb.DuckDBPyConnection, whole: str, world: str, county: str) -> None:
    """Make a catalogue in memory that shows of another one what is a county's, and what has no county.

    A row is a county's by its column `county_code`, or by its file where the ledger knows files.

    Args:
        connection: to which the whole is attached; the world must not be there yet.
        whole: the catalogue with all counties.
        world: the name of the catalogue to make.
        county: its code.
    """
    connection.execute(f"attach ':memory:' as \"{world}\"")
    relations = connection.execute(RELATIONS, {"whole": whole}).fetchall()
    for schema in dict.fromkeys(schema for schema, *_ in relations):
        connection.execute(f'create schema if not exists "{world}"."{schema}"')
    for statement in _views(relations, whole, world, county):
        # a view whose own tables are not attached cannot be asked for, no more than in the whole
        with suppress(duckdb.BinderException, duckdb.CatalogException):
            connection.execute(statement)


def _views(relations: Sequence[Any], whole: str, world: str, county: str) -> Iterator[str]:
    has_ledger = any(schema == "ledger" for schema, *_ in relations)
    for schema, name, _, has_county, has_file in relations:
        which = ""
        if has_county:
            which = f" where {OF_COUNTY.format(county=county)}"
        elif has_file and has_ledger:
            which = f" where {OF_ITS_FILES.format(whole=whole, county=county)}"
        source = f'"{whole}"."{schema}"."{name}"'
        yield f'create view "{world}"."{schema}"."{name}" as select * from {source}{which}'
