"""What is said about numbers that stood as percentages where a part of one was due.

What does not belong here: dividing them (ingest.values).
"""

from __future__ import annotations

import polars as pl

from pipelines.contracts.recognising.typed import Reading
from pipelines.contracts.telling.wording import place, quoted
from pipelines.ingest.model import Finding


def findings(reading: Reading) -> list[Finding]:
    """One finding per column of which numbers were divided by 100; it names the first of them."""
    return [_finding(reading, column, ids) for column, ids in reading.divided.items()]


def _finding(reading: Reading, name: str, ids: pl.Series) -> Finding:
    dataset, sheet = reading.found.dataset, reading.sheet
    column = dataset.columns[name]
    heading = next(match.heading for match in reading.found.matches if match.column == name)
    first = reading.cells.filter(pl.col("row_id") == ids.min()).row(0, named=True)
    name_of_sheet = sheet.name_at(heading.index)
    where = place(name_of_sheet, None, heading.text)
    return Finding(
        rule="divided_by_100",
        severity="warn",
        message=(
            f"{where}有 {ids.len()} 个数按百分数除以 100 后采用，例如第 {first['row_number']} 行的"
            f"{quoted(first[name], column, dataset)}，应为{column.expected}。"
        ),
        remedy="请核对；今后请填写小数，表头不写“%”。",
        dataset=dataset.name,
        sheet=name_of_sheet or None,
        row=int(first["row_number"]),
        column=heading.text,
    )
