"""What is said about numbers that stood as percentages where a part of one was due.

What does not belong here: dividing them (ingest.values).
"""

from __future__ import annotations

import polars as pl

from pipelines.contracts.recognising.typed_rows import TypedRows
from pipelines.contracts.telling.phrases import quoted
from pipelines.ingest.model import Finding


def of_percentages(typed: TypedRows) -> list[Finding]:
    """One finding per column of which numbers were divided by 100; it names the first of them."""
    return [_finding(typed, column, ids) for column, ids in typed.divided.items()]


def _finding(typed: TypedRows, name: str, ids: pl.Series) -> Finding:
    dataset, column = typed.found.dataset, typed.found.dataset.columns[name]
    heading = next(match.heading for match in typed.found.matches if match.column == name)
    first = typed.cells.filter(pl.col("row_id") == ids.min()).row(0, named=True)
    return Finding(
        rule="divided_by_100",
        severity="warn",
        found=f"{quoted(first[name], column, dataset)}等 {ids.len()} 个数按百分数除以 100 后采用",
        expected=column.expected,
        remedy="请核对；今后请填写小数，表头不写“%”。",
        dataset=dataset.name,
        sheet=typed.sheet.name_at(heading.index) or None,
        row=int(first["row_number"]),
        column=heading.text,
    )
