"""A landing store of before texts were masked, brought forward: every row, no person in the clear.

It is written anew beside the old one and takes its place in one step, because a database keeps the bytes of
what is overwritten in it. What does not belong here: what may be kept (contracts.persons).
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable
from functools import cache
from pathlib import Path

import duckdb
import polars as pl
from duckdb.func import FunctionNullHandling

from pipelines.contracts.datasets.catalogue import DATASETS
from pipelines.contracts.datasets.code_lists import ways_of_writing
from pipelines.contracts.datasets.columns import Column
from pipelines.contracts.persons.hashing import Hasher
from pipelines.contracts.persons.marks import kept_texts, without_numbers
from pipelines.contracts.persons.plain import is_plain
from pipelines.contracts.telling.phrases import HIDDEN
from pipelines.ingest.values import Parsed, listed
from pipelines.landing.store import attach_for_reading
from pipelines.landing.tables import add_missing_columns, create_tables
from pipelines.settings import Settings

SIGN = "teacher_number"
"""A column that only such a store has."""
CALLED = {"teacher_number": "teacher_hash", "birth_date": "birth_month"}
"""Columns by their former name."""
QUOTE = re.compile("(内容是|”为|相同)[“（]([^”）]*)[”）]")
"""A cell that a finding quotes."""
Change = Callable[[str], str | None]


def one_file(settings: Settings) -> Path:
    """Where the store of all counties lay together."""
    return settings.home / "landing.duckdb"


def bring_forward(settings: Settings, hasher: Hasher) -> bool:
    """Bring a store of an earlier layout forward; returns whether there was one.

    Raises:
        StoreTrouble: another program holds it, or it is damaged.
    """
    store = one_file(settings)
    if not store.exists():
        return False
    fresh = store.with_name(f"{store.name}.forward")
    fresh.unlink(missing_ok=True)
    with duckdb.connect(":memory:", config=settings.limits) as connection:
        attach_for_reading(connection, store, "earlier")
        tables = _tables(connection)
        if not any(SIGN in columns for columns in tables.values()):
            return False
        connection.execute(f"attach '{_quoted(str(fresh))}' as store")
        connection.execute("use store")
        create_tables(connection)
        for (schema, table), columns in tables.items():
            _copy(connection, schema, table, columns, _changes(schema, table, hasher))
        connection.execute("checkpoint store")
    os.replace(fresh, store)
    store.with_name(f"{store.name}.wal").unlink(missing_ok=True)
    return True


def _tables(connection: duckdb.DuckDBPyConnection) -> dict[tuple[str, str], dict[str, str]]:
    """Columns with their types, by schema and table."""
    tables: dict[tuple[str, str], dict[str, str]] = {}
    for schema, table, column, kind in connection.execute("""
        select c.schema_name, c.table_name, c.column_name, c.data_type
        from duckdb_columns() as c
        inner join duckdb_tables() as t using (database_name, schema_name, table_name)
        where database_name = 'earlier'
        order by c.schema_name, c.table_name, c.column_index
    """).fetchall():
        tables.setdefault((schema, table), {})[column] = kind
    return tables


def _copy(
    connection: duckdb.DuckDBPyConnection,
    schema: str,
    table: str,
    columns: dict[str, str],
    changes: dict[str, Change],
) -> None:
    """Copy a table, each column that has a change with every text in it changed."""
    add_missing_columns(
        connection, f"{schema}.{table}", {CALLED.get(name, name): kind for name, kind in columns.items()}
    )
    shown = []
    for name in columns:
        told, change = f'"{name}"', changes.get(name)
        if change:
            told = f"{_function(connection, f'{schema}_{table}_{name}', change)}({told}::text)"
        shown.append(f'{told} as "{CALLED.get(name, name)}"')
    if (schema, table) == ("ledger", "file_version"):
        masked = _function(connection, "masked", changes["sheet"])
        shown += [f"{masked}({name}) as {name}_shown" for name in ("path", "provider")]
    connection.execute(
        f"insert into store.{schema}.{table} by name select {', '.join(shown)} from earlier.{schema}.{table}"
    )


def _function(connection: duckdb.DuckDBPyConnection, name: str, change: Change) -> str:
    """A change as a function of SQL; the same text is changed once."""
    changed = cache(change)

    def called(text: str | None) -> str | None:
        return None if text is None else changed(text)

    connection.create_function(
        name, called, ["varchar"], "varchar", null_handling=FunctionNullHandling.SPECIAL
    )
    return name


def _changes(schema: str, table: str, hasher: Hasher) -> dict[str, Change]:
    """What becomes of the texts of a table, by column."""

    def masked(text: str) -> str:
        return without_numbers(text, hasher)

    def told(text: str) -> str:
        return masked(QUOTE.sub(lambda one: one[0] if is_plain(one[2]) else f"{one[1]}{HIDDEN}", text))

    if schema == "ledger":
        texts = ("found", "expected", "message", "remedy", "reason")
        content = {"content": _known_cells} if table == "rejected_row" else {}
        names = {"sheet": masked, "column_name": masked} | ({"path": masked} if table == "finding" else {})
        return {**dict.fromkeys(texts, told), **names, **content}
    changes: dict[str, Change] = {"sheet": masked, "birth_date": lambda day: day[:7]}
    for name, column in DATASETS[table].columns.items() if table in DATASETS else ():
        if column.is_free_text:
            changes[name] = _text_change(column, hasher)
    changes["teacher_number"] = lambda number: hasher.hash(pl.Series([number])).values[0]
    changes["scope_key"] = _scope_change(table, changes)
    return changes


def _text_change(column: Column, hasher: Hasher) -> Change:
    def change(text: str) -> str | None:
        cells = pl.Series([text])
        if column.is_listed:
            landed: str | None = listed(cells, ways_of_writing(column.words or "")).values[0]
        else:
            landed = kept_texts(Parsed(cells, cells.is_null()), column.kept, hasher).values[0]
        return landed

    return change


def _scope_change(table: str, changes: dict[str, Change]) -> Change:
    """The scope is county, year and the dataset's columns, with bars between; the year may be missing."""
    scope = DATASETS[table].scope if table in DATASETS else ()

    def change(key: str) -> str:
        parts = key.split("|")
        first = len(parts) - len(scope)
        for at, name in enumerate(scope, start=first):
            if at >= 0 and name in changes:
                parts[at] = changes[name](parts[at]) or ""
        return "|".join(parts)

    return change


def _known_cells(content: str) -> str:
    """Of the cells of a row set aside those that tell of nobody."""
    cells = json.loads(content)
    return json.dumps(
        {heading: cell for heading, cell in cells.items() if cell is None or is_plain(str(cell))},
        ensure_ascii=False,
    )


def _quoted(text: str) -> str:
    return text.replace("'", "''")
