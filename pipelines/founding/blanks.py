"""The CSV files of `county/`, one a table: headings, and notes on what stands below them.

What does not belong here: rows, which begin in the workbook (workbook).
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from pathlib import Path

from pipelines.county_rows.open_tables import OpenTable
from pipelines.county_rows.reading import NOTE, TABLES
from pipelines.founding.described import Described

BOM = "\ufeff"
"""Without it Excel takes a CSV file in Chinese for another encoding."""


def write_blanks(folder: Path, tables: Mapping[str, OpenTable], described: Described) -> Iterable[Path]:
    """Write those that are not there; returns them."""
    for table in tables.values():
        path = folder / f"{table.name}{TABLES}"
        if not path.exists():
            path.write_text(_blank(table, described), encoding="utf-8", newline="")
            yield path


def _blank(table: OpenTable, described: Described) -> str:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(table.columns)
    writer.writerow([f"{NOTE} {table.title}。{described.table(table)}以 {NOTE} 开头的行不读，可以删去。"])
    writer.writerows([f"{NOTE} {name}：{said}"] for name, said in described.columns(table).items())
    return BOM + text.getvalue()
