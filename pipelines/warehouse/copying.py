"""What readers get out of a build: which tables and views, which figures, and the words beside them.

Only allow-listed schemas leave the build; views follow as views, and the dictionary of the build says what
every table and column means, which is written as comments. What does not belong here: writing a version's
file (filling).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import duckdb

from pipelines.errors import Trouble

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
    def key(self) -> tuple[str, str]:
        """Its schema and name."""
        return self.schema, self.name

    @property
    def quoted(self) -> str:
        """Its name as SQL."""
        return f"{quote(self.schema)}.{quote(self.name)}"


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


Columns = Mapping[tuple[str, str], Mapping[str, str]]
"""The types of a catalogue's columns by name, in order, by schema and relation."""


def columns(connection: duckdb.DuckDBPyConnection, catalogue: str) -> Columns:
    """The columns of every relation of a catalogue; a question looks at all of them, so one is asked."""
    found: dict[tuple[str, str], dict[str, str]] = {}
    for schema, name, column, kind in connection.execute(
        "select schema_name, table_name, column_name, data_type from duckdb_columns()"
        " where database_name = $catalogue order by schema_name, table_name, column_index",
        {"catalogue": catalogue},
    ).fetchall():
        found.setdefault((schema, name), {})[column] = kind
    return found


def as_meant(catalogue: str, relation: Relation, of: Columns) -> str:
    """The rows of a relation as they are published; each was judged before, unrounded."""
    floats = [quote(column) for column, kind in of[relation.key].items() if kind == "DOUBLE"]
    rounded = ", ".join(f"{as_published(column)} as {column}" for column in floats)
    replaced = f" replace ({rounded})" if rounded else ""
    return f"select *{replaced} from {catalogue}.{relation.quoted}"


def as_published(figure: str) -> str:
    """A floating figure as it is published: no 1.9549999999999998 for 1.955.

    It is rounded to nine decimals, a large one to as many as a floating number holds.
    """
    digits = f"{HELD} - cast(floor(log10(abs({figure}))) as integer)"
    return (
        f"case when {figure} = 0 or not isfinite({figure}) then {figure}"
        f" else round({figure}, least({DECIMALS}, {digits})) end"
    )


def quote(name: str) -> str:
    """A name as an SQL identifier."""
    return '"' + name.replace('"', '""') + '"'


def text(value: str) -> str:
    """A text as an SQL literal."""
    return "'" + value.replace("'", "''") + "'"


def comment(connection: duckdb.DuckDBPyConnection, found: Sequence[Relation]) -> None:
    """Write what the dictionary of a copy says of each relation and its columns as comments, all at once."""
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
