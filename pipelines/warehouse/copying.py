"""Copying what readers get out of a build into a file of its own, and proving that the copy is true.

Only allow-listed schemas leave the build; views follow as views, and the dictionary of the build says what
every table and column means, which is written as comments. What does not belong here: naming a version and
putting it in force (publish, versions).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import duckdb

from pipelines.errors import Trouble
from pipelines.settings import ConnectionSettings

PUBLISHED_SCHEMAS = ("marts", "bi", "quality", "meta")
DICTIONARY = ("meta", "column_description")
"""The table with a description of every published table and column, whatever its type."""
DECIMALS, HELD = 9, 14
"""Decimals of a published figure; and how many digits behind the first a floating number surely holds."""
STORAGE_VERSION = "v1.2.0"
"""Every DuckDB from 1.2 on opens the file (contract.md)."""


class UntrueCopy(Trouble):
    """The copy differs from the build: it is not published."""


@dataclass(frozen=True)
class Relation:
    """A table or view of a published schema, and its statement."""

    schema: str
    name: str
    is_view: bool
    statement: str

    @property
    def quoted(self) -> str:
        """Its name as SQL."""
        return f"{quote(self.schema)}.{quote(self.name)}"


@contextmanager
def build_and_copy(
    build: Path, copy: Path, limits: ConnectionSettings
) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection with the finished build as `build`, read-only, and a new file as `copy`."""
    with duckdb.connect(":memory:", config=limits) as connection:
        connection.execute(f"attach {text(build.as_posix())} as build (read_only)")
        connection.execute(f"attach {text(copy.as_posix())} as copy (storage_version '{STORAGE_VERSION}')")
        yield connection
        connection.execute("checkpoint copy")


def relations(connection: duckdb.DuckDBPyConnection, catalogue: str) -> list[Relation]:
    """What stands in the published schemas of a catalogue: tables first, then views."""
    found = connection.execute(
        """
        select schema_name, table_name, false as is_view, sql
        from duckdb_tables() where database_name = $catalogue and list_contains($schemas, schema_name)
        union all
        select schema_name, view_name, true, sql
        from duckdb_views()
        where database_name = $catalogue and list_contains($schemas, schema_name) and not internal
        order by is_view, schema_name, table_name
        """,
        {"catalogue": catalogue, "schemas": list(PUBLISHED_SCHEMAS)},
    ).fetchall()
    return [Relation(*row) for row in found]


def copy_relations(connection: duckdb.DuckDBPyConnection, found: Sequence[Relation]) -> None:
    """Make every table and view of the build again in the copy, with its rows; describe it by comments."""
    connection.execute("use copy")
    for schema in PUBLISHED_SCHEMAS:
        connection.execute(f"create schema if not exists {quote(schema)}")
    for relation in found:
        connection.execute(relation.statement)
        if not relation.is_view:
            figures = as_meant(connection, "build", relation)
            connection.execute(f"insert into {relation.quoted} {figures}")
    if DICTIONARY in {(relation.schema, relation.name) for relation in found}:
        _comment(connection, found)


def as_meant(connection: duckdb.DuckDBPyConnection, catalogue: str, relation: Relation) -> str:
    """The rows of a relation as they are published: no 1.9549999999999998 for 1.955.

    A floating figure is rounded to nine decimals, a large one to as many as a floating number holds. It was
    judged before, unrounded.
    """
    found = connection.execute(
        """
        select column_name from duckdb_columns()
        where (database_name, schema_name, table_name) = ($catalogue, $schema, $name) and data_type = 'DOUBLE'
        order by column_index
        """,
        {"catalogue": catalogue, "schema": relation.schema, "name": relation.name},
    ).fetchall()
    rounded = ", ".join(f"{_rounded(quote(column))} as {quote(column)}" for (column,) in found)
    replaced = f" replace ({rounded})" if rounded else ""
    return f"select *{replaced} from {catalogue}.{relation.quoted}"


def _rounded(column: str) -> str:
    digits = f"{HELD} - cast(floor(log10(abs({column}))) as integer)"
    return (
        f"case when {column} = 0 or not isfinite({column}) then {column}"
        f" else round({column}, least({DECIMALS}, {digits})) end"
    )


def verify(build: Path, copy: Path, filled: Sequence[Relation], limits: ConnectionSettings) -> dict[str, int]:
    """Open the copy anew and hold every table against the build; returns rows by `<schema>.<relation>`.

    Args:
        build: the finished build.
        copy: the copy, closed.
        filled: tables that are filled only in the copy, so that they cannot be compared.
        limits: memory and threads.

    Raises:
        UntrueCopy: a relation is missing, differs in its rows, cannot be read, or a write-ahead log was left.
    """
    log = copy.with_name(f"{copy.name}.wal")
    if log.exists():
        raise UntrueCopy(f"发布的副本没有写完整（{log.name} 还在），没有发布。")
    with duckdb.connect(":memory:", config=limits) as connection:
        connection.execute(f"attach {text(build.as_posix())} as build (read_only)")
        connection.execute(f"attach {text(copy.as_posix())} as copy (read_only)")
        expected, made = relations(connection, "build"), relations(connection, "copy")
        if [one.quoted for one in expected] != [one.quoted for one in made]:
            raise UntrueCopy("发布的副本缺少表或视图，没有发布。")
        connection.execute("use copy")
        counts = {}
        for relation in made:
            digest = _digest(connection, f"select * from copy.{relation.quoted}")
            comparable = not relation.is_view and relation not in filled
            if comparable and digest != _digest(connection, as_meant(connection, "build", relation)):
                raise UntrueCopy(
                    f"发布的副本中 {relation.schema}.{relation.name} 与计算结果不一致，没有发布。"
                )
            counts[f"{relation.schema}.{relation.name}"] = digest[0]
    return counts


def export_parquet(copy: Path, folder: Path, limits: ConnectionSettings) -> None:
    """Write every relation of the copy as `<schema>/<relation>.parquet`.

    Raises:
        UntrueCopy: a Parquet file does not hold as many rows as its relation.
    """
    with duckdb.connect(":memory:", config=limits) as connection:
        connection.execute(f"attach {text(copy.as_posix())} as copy (read_only)")
        connection.execute("use copy")
        for relation in relations(connection, "copy"):
            path = folder / relation.schema / f"{relation.name}.parquet"
            path.parent.mkdir(parents=True, exist_ok=True)
            connection.execute(f"copy (from {relation.quoted}) to {text(path.as_posix())} (format parquet)")
            (written,) = connection.execute(
                "select count(*) from read_parquet(?)", [str(path)]
            ).fetchone() or (0,)
            (held,) = connection.execute(f"select count(*) from {relation.quoted}").fetchone() or (0,)
            if written != held:
                raise UntrueCopy(f"{path.name} 有 {written} 行，应有 {held} 行，没有发布。")


def quote(name: str) -> str:
    """A name as an SQL identifier."""
    return '"' + name.replace('"', '""') + '"'


def text(value: str) -> str:
    """A text as an SQL literal."""
    return "'" + value.replace("'", "''") + "'"


def _comment(connection: duckdb.DuckDBPyConnection, found: Sequence[Relation]) -> None:
    """Write what the dictionary says of each relation and its columns as comments, all of it at once."""
    described = connection.execute(
        f"select schema_name, table_name, column_name, description from {'.'.join(DICTIONARY)} order by all"
    ).fetchall()
    kinds = {(relation.schema, relation.name): "view" if relation.is_view else "table" for relation in found}
    statements = []
    for schema, name, column, description in described:
        about, kind = f"{quote(schema)}.{quote(name)}", kinds[schema, name]
        what = f"{kind} {about}" if column is None else f"column {about}.{quote(column)}"
        statements.append(f"comment on {what} is {text(description)}")
    connection.execute(";\n".join(statements))


def _digest(connection: duckdb.DuckDBPyConnection, rows: str) -> tuple[int, int | None]:
    """How many rows a query has, and a checksum over all of them that their order does not change."""
    row = connection.execute(f"select count(*), sum(hash(t)) from ({rows}) as t").fetchone()
    assert row is not None
    return row[0], row[1]
