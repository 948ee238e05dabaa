"""A version goes to PostgreSQL: only what changed, all at once, compared before anyone sees it.

Everything is one transaction: what was copied is compared, then put in place, `meta.build` last. A publish
that breaks off leaves what was there, and who reads in a transaction of REPEATABLE READ keeps the picture it
began with. What does not belong here: single statements (declare, references), logins (logins).
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Literal

import duckdb
import psycopg
from psycopg import sql

from pipelines.postgres import declare
from pipelines.postgres.connecting import Connection, PostgresTrouble, connected, prepare
from pipelines.postgres.content import Content, content_here
from pipelines.postgres.described import Table, tables_of
from pipelines.postgres.glance import alike, glances_here, glances_there, note_glances
from pipelines.postgres.loading import load, rows_of
from pipelines.postgres.references import missing, outdated, references
from pipelines.postgres.standing import There, contents_there, tables_there, version_there, views_over
from pipelines.sentences import Sentence
from pipelines.settings import Settings
from pipelines.warehouse.reading import open_version
from pipelines.warehouse.versions import Version

How = Literal["rows", "columns", "whole"]
Name = tuple[str, str]
WAIT = "15s"
"""How long a table that gets other columns is waited for while somebody reads it."""


@dataclass(frozen=True)
class Change:
    """What has to be done with a table.

    Attributes:
        table: the table.
        how: rows (some counties' rows) · columns (it has further ones, so all rows) · whole (made anew).
        counties: whose rows.
        content: what all its rows come to.
        laid_down: the table in which its rows lie until they are put in place.
    """

    table: Table
    how: How
    counties: frozenset[str]
    content: Content
    laid_down: str

    @property
    def lies_in(self) -> sql.Identifier:
        """The same as SQL; no login may look into that schema."""
        return sql.Identifier("junheng", self.laid_down)


@dataclass(frozen=True)
class Copied:
    """What came of it: the version, tables and counties that changed, rows that were copied, seconds."""

    version: str
    tables: tuple[str, ...] = ()
    counties: tuple[str, ...] = ()
    rows: int = 0
    seconds: float = 0.0
    dropped: tuple[str, ...] = field(default=())


def publish_to_postgres(settings: Settings, version: Version, *, anew: bool = False) -> Copied:
    """Have PostgreSQL hold what a version holds.

    Args:
        settings: where PostgreSQL is.
        version: which.
        anew: copy everything, also what seems to be there already.

    Raises:
        NotConfigured: there is no address.
        PostgresTrouble: PostgreSQL refused, or a view of somebody's is in the way.
        UntrueCopy: what arrived is not what was sent.
    """
    started = time.monotonic()
    with connected(settings) as there, open_version(version, settings.limits) as here:
        prepare(there)
        if version_there(there) == version.name and not anew:
            return Copied(version.name, seconds=time.monotonic() - started)
        with there.transaction():
            _lock(there)
            changes, gone, rows = _publish(here, there, version.name, anew=anew)
        for change in changes:
            there.execute(sql.SQL("analyze {}").format(declare.name_of(change.table)))
    return Copied(
        version.name,
        tuple(change.table.full_name for change in changes),
        tuple(sorted({county for change in changes for county in change.counties if county})),
        rows,
        time.monotonic() - started,
        tuple(".".join(name) for name in gone),
    )


def _publish(
    here: duckdb.DuckDBPyConnection, there: Connection, version: str, *, anew: bool
) -> tuple[list[Change], list[Name], int]:
    tables, stand = tables_of(here), tables_there(there)
    known, seen = contents_there(there), glances_there(there)
    changes, rows = [], 0
    for at, table in enumerate(tables):
        stands = stand.get(table.full)
        before = None if anew or stands is None else known.get(table.full, {})
        with rows_of(here, table) as lies_in:
            looks, looked = glances_here(here, table, lies_in), seen.get(table.full, {})
            same = alike(looks, looked, before or {})
            content = {county: known[table.full][county] for county in same}
            if looks.keys() > same:
                content |= content_here(here, table, lies_in, same)
            if looks != looked:
                note_glances(there, table, looks)
            if change := _change(at, table, content, stands, before):
                changes.append(change)
                rows += _lay_down(here, there, change, lies_in)
    gone = sorted(stand.keys() - {table.full for table in tables})
    wanted = references(here, tables)
    leaving = [*gone, *(one.table.full for one in changes if one.how == "whole" and one.table.full in stand)]
    there.execute(sql.SQL("set local lock_timeout = {}").format(sql.Literal(WAIT)))
    for statement in outdated(there, wanted, leaving):
        _alter(there, statement)
    for name in leaving:
        _drop(there, name)
    for change in changes:
        _put_in_place(there, change)
        _note(there, change, version)
    there.execute("set constraints all immediate")
    for statement in missing(there, wanted):
        _alter(there, statement)
    for table in tables:
        _declare(there, table, None if table.full in leaving else stand.get(table.full))
        declare.words(there, table)
    there.execute("delete from junheng.published")
    there.execute("insert into junheng.published values (%s, current_timestamp)", [version])
    return changes, gone, rows


def _change(
    at: int,
    table: Table,
    content: Content,
    stands: There | None,
    before: Mapping[str, tuple[int, int]] | None,
) -> Change | None:
    """What has to be done with a table; None when it is as it should be."""
    how = _how(table, stands)
    counties = content.keys() | (before or {}).keys()
    if how == "rows" and before is not None:
        counties = {county for county in counties if content.get(county) != before.get(county)}
        if not counties:
            return None
    return Change(table, how, frozenset(counties), content, f"laid_down_{at}")


def _how(table: Table, stands: There | None) -> How:
    if stands is None or (stands.key, stands.is_primary) != (table.key, table.is_primary):
        return "whole"
    columns = tuple(f"{column.name} {column.type}" for column in table.columns)
    if sorted(stands.columns) == sorted(columns):
        return "rows"
    return "columns" if set(stands.columns) < set(columns) else "whole"


def _lay_down(here: duckdb.DuckDBPyConnection, there: Connection, change: Change, lies_in: str) -> int:
    """Bring the rows over, where nobody sees them yet; returns how many."""
    table, is_whole = change.table, change.how == "whole"
    there.execute(
        sql.SQL("create {} table {} ({})").format(
            sql.SQL("" if is_whole else "unlogged"), change.lies_in, declare.columns(table)
        )
    )
    counties = change.counties if change.how == "rows" else None
    return load(here, there, table, lies_in, change.lies_in, change.content, counties)


def _put_in_place(there: Connection, change: Change) -> None:
    """Have the rows that were laid down take the place of those before."""
    table, name = change.table, declare.name_of(change.table)
    if change.how == "whole":
        for statement in declare.moved(table, change.laid_down):
            _alter(there, statement)
        return
    if change.how == "columns":
        there.execute(sql.SQL("delete from {}").format(name))
        _alter(there, declare.further_columns(table, tables_there(there)[table.full].columns))
    elif table.county is None:
        there.execute(sql.SQL("delete from {}").format(name))
    else:
        county = sql.Identifier(table.county)
        of_none = sql.SQL(" or {} is null").format(county) if "" in change.counties else sql.SQL("")
        there.execute(
            sql.SQL("delete from {} where {} = any(%s){}").format(name, county, of_none),
            [sorted(change.counties)],
        )
    columns = sql.SQL(", ").join(sql.Identifier(column.name) for column in table.columns)
    there.execute(
        sql.SQL("insert into {} ({}) select {} from {}").format(name, columns, columns, change.lies_in)
    )
    there.execute(sql.SQL("drop table {}").format(change.lies_in))


def _note(there: Connection, change: Change, version: str) -> None:
    """Remember what the rows come to."""
    table = change.table
    there.execute(
        "delete from junheng.content where (schema_name, table_name) = (%s, %s) and county_code = any(%s)",
        [*table.full, sorted(change.counties)],
    )
    with there.cursor() as cursor:
        cursor.executemany(
            "insert into junheng.content values (%s, %s, %s, %s, %s, %s)",
            [
                (*table.full, county, *change.content[county], version)
                for county in sorted(change.counties)
                if county in change.content
            ],
        )


def _declare(there: Connection, table: Table, stands: There | None) -> None:
    """Say who sees which rows, where that is not said already."""
    statements = [*declare.open_to_readers(table), *declare.keep_to_itself(table)]
    told = ";\n".join(statement.as_string(there) for statement in statements)
    fingerprint = sha256(told.encode()).hexdigest()
    if stands and stands.declared == fingerprint:
        return
    for statement in statements:
        _alter(there, statement)
    there.execute(
        """
        insert into junheng.declared values (%s, %s, %s)
        on conflict (schema_name, table_name) do update set fingerprint = excluded.fingerprint
        """,
        [*table.full, fingerprint],
    )


def _drop(there: Connection, name: Name) -> None:
    """Take a table away, but never with a view that somebody made over it."""
    if views := views_over(there, *name):
        whose = [Sentence("{view}（{owner}）", view=view, owner=owner) for view, owner in views]
        raise PostgresTrouble(
            Sentence(
                "{table} 的列变了，要重建，但有视图建在它上面：{whose}。"
                "没有改动任何内容；请视图的主人先删除视图，复制后再建。",
                table=".".join(name),
                whose=whose,
            )
        )
    _alter(there, sql.SQL("drop table {} restrict").format(sql.Identifier(*name)))
    for noted in ("content", "declared", "glance"):
        there.execute(
            f"delete from junheng.{noted} where (schema_name, table_name) = (%s, %s)",
            name,
        )


def _alter(there: Connection, statement: declare.Statement) -> None:
    """Run a statement that nobody may be reading beside.

    Raises:
        PostgresTrouble: somebody read on for longer than is waited.
    """
    try:
        there.execute(statement)
    except psycopg.errors.LockNotAvailable as error:
        raise PostgresTrouble(
            Sentence("有人一直在读要改动的表，等了 {wait} 仍未结束；没有改动任何内容，下次再试。", wait=WAIT)
        ) from error


def _lock(there: Connection) -> None:
    """One publish at a time; a lock that no login can take.

    Raises:
        PostgresTrouble: another one is under way.
    """
    try:
        there.execute("lock table junheng.content in share row exclusive mode nowait")
    except psycopg.errors.LockNotAvailable as error:
        raise PostgresTrouble(Sentence("另一次到 PostgreSQL 的复制正在进行，请等它结束。")) from error
