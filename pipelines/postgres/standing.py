"""What stands in PostgreSQL now: tables with columns and keys, rows by county, views in the way.

What does not belong here: changing any of it.
"""

from __future__ import annotations

from dataclasses import dataclass

from pipelines.postgres.connecting import Connection
from pipelines.warehouse.copying import PUBLISHED_SCHEMAS

TABLES = """
select n.nspname, c.relname,
    array_agg(a.attname || ' ' || format_type(a.atttypid, a.atttypmod) order by a.attnum),
    coalesce((
        select array_agg(k.attname order by position)
        from pg_constraint as p
        cross join unnest(p.conkey) with ordinality as u (attnum, position)
        inner join pg_attribute as k on k.attrelid = c.oid and k.attnum = u.attnum
        where p.conrelid = c.oid and p.contype in ('p', 'u')
    ), '{}')::text [],
    exists (select from pg_constraint as p where p.conrelid = c.oid and p.contype = 'p')
from pg_class as c
inner join pg_namespace as n on n.oid = c.relnamespace
inner join pg_attribute as a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
where n.nspname = any(%s) and c.relkind = 'r'
group by c.oid, n.nspname, c.relname
"""
VIEWS = """
select distinct n.nspname || '.' || v.relname, pg_get_userbyid(v.relowner)
from pg_depend as d
inner join pg_rewrite as w on w.oid = d.objid
inner join pg_class as v on v.oid = w.ev_class
inner join pg_namespace as n on n.oid = v.relnamespace
where d.classid = 'pg_rewrite'::regclass and d.refclassid = 'pg_class'::regclass
    and d.refobjid = to_regclass(format('%%I.%%I', %s::text, %s::text)) and v.oid <> d.refobjid
order by 1
"""


@dataclass(frozen=True)
class There:
    """A table that stands: its columns as "name type", its key, and how it was declared."""

    columns: tuple[str, ...]
    key: tuple[str, ...]
    is_primary: bool
    declared: str | None


def tables_there(connection: Connection) -> dict[tuple[str, str], There]:
    """The tables of the published schemas, by schema and name."""
    declared = {
        (schema, name): how
        for schema, name, how in connection.execute(
            "select schema_name, table_name, fingerprint from junheng.declared"
        ).fetchall()
    }
    return {
        (schema, name): There(tuple(columns), tuple(key), is_primary, declared.get((schema, name)))
        for schema, name, columns, key, is_primary in connection.execute(
            TABLES, [list(PUBLISHED_SCHEMAS)]
        ).fetchall()
    }


def contents_there(connection: Connection) -> dict[tuple[str, str], dict[str, tuple[int, int]]]:
    """Rows and checksum by county, of every table."""
    found: dict[tuple[str, str], dict[str, tuple[int, int]]] = {}
    for schema, name, county, rows, checksum in connection.execute(
        "select schema_name, table_name, county_code, rows, checksum from junheng.content"
    ).fetchall():
        found.setdefault((schema, name), {})[county] = (rows, int(checksum))
    return found


def version_there(connection: Connection) -> str | None:
    """The version that was copied last."""
    row = connection.execute("select version from junheng.published").fetchone()
    return row[0] if row else None


def views_over(connection: Connection, schema: str, name: str) -> list[tuple[str, str]]:
    """The views that somebody made over a table, each with its owner."""
    return connection.execute(VIEWS, [schema, name]).fetchall()
