"""Rows that Python made, appended to a table at once: a statement for every row takes milliseconds each.

What does not belong here: what the rows say (gates_said, planning.tables).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import duckdb
import polars as pl

NAME = "appended"


def append(connection: duckdb.DuckDBPyConnection, table: str, rows: Sequence[Mapping[str, Any]]) -> None:
    """Append rows to a table by the names of their columns; columns that they have not stay null.

    Args:
        connection: where the table is.
        table: its name in SQL.
        rows: what to append, each with the same columns.

    Raises:
        duckdb.Error: the table has no such column, or a value does not fit.
    """
    if not rows:
        return
    # the table says what a column is: a whole number may stand beside others
    frame = pl.DataFrame(rows, strict=False, infer_schema_length=None)
    connection.register(NAME, frame.to_arrow())
    connection.execute(f"insert into {table} by name select * from {NAME}")
    connection.unregister(NAME)
