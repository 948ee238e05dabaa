"""What is said of days that stood as a spreadsheet's serial numbers, such as 45170 for 2023-09-01.

They are read, and told, because a number in a column of days may be anything else. What does not belong
here: reading them (ingest.dates).
"""

from __future__ import annotations

import polars as pl

from pipelines.contracts.datasets.columns import Column
from pipelines.contracts.recognising.typed_rows import TypedRows
from pipelines.contracts.telling.phrases import quoted
from pipelines.ingest.dates import SERIAL
from pipelines.ingest.model import Finding

RULE = "serial_day"
KINDS = ("date", "month")


def of_serial_days(typed: TypedRows, rows: pl.DataFrame) -> list[Finding]:
    """One finding per column of days with serial numbers that were read as days; it names the first.

    Args:
        typed: the sheet.
        rows: its rows with the values that land.
    """
    columns = typed.found.dataset.columns
    of_days = [match.column for match in typed.found.matches if _holds_days(columns.get(match.column))]
    is_serial = pl.col(of_days).str.strip_chars().str.contains(SERIAL)
    has_serial = typed.cells.select(is_serial.any()) if of_days else pl.DataFrame()
    told = []
    for name in (name for name in of_days if has_serial.item(0, name)):
        known = rows.filter(pl.col(name).is_not_null())["row_id"]
        is_serial = pl.col(name).str.strip_chars().str.contains(SERIAL)
        read = typed.cells.filter(is_serial & pl.col("row_id").is_in(known.implode()))
        if read.height:
            told.append(_finding(typed, name, read.row(0, named=True), rows, read.height))
    return told


def _holds_days(column: Column | None) -> bool:
    return column is not None and column.kind in KINDS


def _finding(
    typed: TypedRows, name: str, first: dict[str, object], rows: pl.DataFrame, number: int
) -> Finding:
    dataset, column = typed.found.dataset, typed.found.dataset.columns[name]
    heading = next(match.heading for match in typed.found.matches if match.column == name)
    cell = quoted(str(first[name]), column, dataset)
    day = rows.filter(pl.col("row_id") == first["row_id"])[name][0]
    read_as = f"，这一格读作 {day}" if column.shown and not dataset.has_persons else ""
    return Finding(
        rule=RULE,
        severity="warn",
        found=f"{cell}等 {number} 格是数字，当作电子表格的日期序号读成了日期{read_as}",
        expected=column.expected,
        remedy="请核对；请把该列设为日期格式，或写成 2024-09-01 这样的文字。",
        dataset=dataset.name,
        sheet=typed.sheet.name_at(heading.index) or None,
        row=int(str(first["row_number"])),
        column=heading.text,
    )
