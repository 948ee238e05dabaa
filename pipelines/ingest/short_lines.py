"""Lines of a text file that have fewer cells than the others: a cell left out moves all that follow it.

Some programs leave out the blanks at the end of every line, so only a line that stands nearly alone is told.
What does not belong here: parting lines into cells (text).
"""

from __future__ import annotations

import polars as pl

from pipelines.ingest.oddities import MISSING_MARK

FEW = 0.1
"""Share of the lines of a table up to which short ones are exceptions; one always is."""


def with_missing_marked(grid: pl.DataFrame, cells: pl.Series) -> pl.DataFrame:
    """The grid with a mark in the first cell that a line lacks.

    Args:
        grid: the cells, a row for each line.
        cells: how many cells each line has.
    """
    if cells.len() != grid.height or grid.width < 3:
        return grid
    lines = pl.DataFrame({"row": pl.int_range(grid.height, eager=True), "cells": cells})
    # a title or a note is no line of the table
    table = lines.filter(pl.col("cells") > max(1, grid.width // 2))
    if table.is_empty():
        return grid
    usual = table["cells"].mode().max()
    short = table.filter(pl.col("cells") < usual)
    if short.is_empty() or short.height > max(1, FEW * table.height):
        return grid
    by_column: dict[int, list[int]] = {}
    for row, number in short.iter_rows():
        by_column.setdefault(number, []).append(row)
    return grid.with_columns(
        grid.to_series(column).scatter(rows, MISSING_MARK) for column, rows in by_column.items()
    )
