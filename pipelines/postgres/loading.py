"""Rows of a version go into a relation of PostgreSQL and are held against what they were.

What does not belong here: which rows (publish).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from io import BytesIO

import duckdb
import polars as pl
from psycopg import sql

from pipelines.postgres.connecting import Connection
from pipelines.postgres.content import Content, content_there
from pipelines.postgres.described import Table
from pipelines.sentences import Sentence
from pipelines.warehouse.copying import Relation, UntrueCopy, as_meant, columns, quote, text

ROWS_AT_ONCE = 100_000
NULL = "\\N"
"""How a missing value is written; a text of these two characters stands in quotes."""


@contextmanager
def rows_of(here: duckdb.DuckDBPyConnection, table: Table) -> Iterator[str]:
    """The relation with a table's rows; those of a view are computed once and rounded as figures are meant.

    A view that adds up floating numbers may give others of its last digits whenever it is asked.
    """
    if not table.is_view:
        yield f"{quote(table.schema)}.{quote(table.name)}"
        return
    (catalogue,) = here.execute("select current_database()").fetchone() or ("",)
    meant = as_meant(catalogue, Relation(table.schema, table.name, True, ""), columns(here, catalogue))
    here.execute(f"create or replace temp table rows_of_a_view as {meant}")
    yield "rows_of_a_view"
    here.execute("drop table rows_of_a_view")


def load(
    here: duckdb.DuckDBPyConnection,
    there: Connection,
    table: Table,
    lies_in: str,
    into: sql.Identifier,
    content: Content,
    counties: Collection[str] | None,
) -> int:
    """Copy rows of a table and see that they arrived.

    Args:
        here: the version.
        there: PostgreSQL.
        table: the table.
        lies_in: the relation here that holds its rows.
        into: an empty relation with its columns.
        content: what its rows come to.
        counties: whose rows; None for all.

    Returns:
        How many rows there were.

    Raises:
        UntrueCopy: what arrived is not what was sent.
    """
    where = "" if counties is None or table.county is None else f" where {_among(table.county, counties)}"
    batches = here.execute(f"select * from {lies_in}{where}")
    statement = sql.SQL("copy {} from stdin (format csv, null {})").format(into, sql.Literal(NULL))
    with there.cursor() as cursor, cursor.copy(statement) as copy:
        for batch in batches.to_arrow_reader(ROWS_AT_ONCE):
            written = BytesIO()
            frame = pl.DataFrame(pl.from_arrow(batch))
            frame.write_csv(written, include_header=False, null_value=NULL, quote_style="non_numeric")
            copy.write(written.getbuffer())
    meant = {code: one for code, one in content.items() if counties is None or code in counties}
    arrived = content_there(there, table, into)
    if arrived != meant:
        wrong = [
            code or Sentence("（无县）")
            for code in sorted(meant.keys() | arrived.keys(), key=lambda code: code or "")
            if meant.get(code) != arrived.get(code)
        ]
        raise UntrueCopy(
            Sentence(
                "{full_name} 复制到 PostgreSQL 后与版本不一致（{wrong}），没有采用。",
                full_name=table.full_name,
                wrong=wrong,
            )
        )
    return sum(rows for rows, _ in meant.values())


def _among(column: str, counties: Collection[str]) -> str:
    return (
        f"coalesce({quote(column)}, '') in ({', '.join(map(text, sorted(counties)))})"
        if counties
        else "false"
    )
