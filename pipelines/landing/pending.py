"""What one transaction will write, kept until it ends: one insert a table costs less than one a file.

What does not belong here: when a transaction ends (land), and what is written (intake, ledger).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

import duckdb
import polars as pl

from pipelines.landing.tables import append, append_rows

Record = Mapping[str, object]


class Pending:
    """Rows to be written."""

    def __init__(self) -> None:
        self._records: dict[str, list[Record]] = defaultdict(list)
        self._frames: dict[str, list[pl.DataFrame]] = defaultdict(list)
        self._rows: dict[str, list[pl.DataFrame]] = defaultdict(list)

    def record(self, table: str, record: Record) -> None:
        """One row of a table of the ledger, by column name."""
        self._records[table].append(record)

    def frame(self, table: str, frame: pl.DataFrame) -> None:
        """Rows of a table of the ledger."""
        self._frames[table].append(frame)

    def rows(self, table: str, rows: pl.DataFrame) -> None:
        """Rows of a table of a dataset; columns that only alias rows teach may differ from file to file."""
        self._rows[table].append(rows)

    def write(self, connection: duckdb.DuckDBPyConnection) -> None:
        """Write everything and keep nothing."""
        for table, records in self._records.items():
            append(connection, f"ledger.{table}", pl.DataFrame(records, infer_schema_length=None))
        for table, frames in self._frames.items():
            append(connection, f"ledger.{table}", pl.concat(frames))
        for table, frames in self._rows.items():
            append_rows(connection, table, pl.concat(frames, how="diagonal"))
        self.forget()

    def forget(self) -> None:
        """Keep nothing."""
        for kept in (self._records, self._frames, self._rows):
            kept.clear()
