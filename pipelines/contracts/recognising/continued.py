"""A sheet without a heading that goes on with the table of the sheet before it.

Old workbooks hold 65,536 rows a sheet, so long tables are split. What does not belong here: sheets that bear
their own heading (by_headings), however alike.
"""

from __future__ import annotations

from dataclasses import replace

import polars as pl

from pipelines.contracts.datasets.code_lists import canonical
from pipelines.contracts.recognising.by_headings import Recognised
from pipelines.ingest.fold import fold
from pipelines.ingest.headings import Cells, HeadingBlock, top_rows
from pipelines.ingest.model import Sheet


def continued(sheet: Sheet, before: Recognised | None) -> Recognised | None:
    """The sheet as a part of the table before it; None unless its first row proves it.

    The proof is a code of so many digits in each column in which the table has such codes.
    """
    if before is None:
        return None
    lengths = {
        match.heading.index: column.digits
        for match in before.matches
        if (column := before.dataset.columns.get(match.column)) is not None
        and column.digits is not None
        and not column.may_be_blank
    }
    rows = [row for row in top_rows(sheet.grid) if any(row)]
    if not lengths or not rows or not _has_codes(rows[0], lengths) or _names_another_stage(sheet, before):
        return None
    return replace(before, block=HeadingBlock(0, 0, before.block.headings, ()), unknown=[])


def as_wide_as(sheet: Sheet, before: Recognised) -> Sheet:
    """The sheet with blank columns behind, where it ends before the last heading of the table before it."""
    wanted = max(heading.index for heading in before.block.headings) + 1
    blank = [pl.lit(None, pl.String).alias(f"blank_{at}") for at in range(sheet.grid.width, wanted)]
    return replace(sheet, grid=sheet.grid.with_columns(blank)) if blank else sheet


def _has_codes(row: Cells, lengths: dict[int, int]) -> bool:
    cells = {at: fold(row[at] or "") if at < len(row) else "" for at in lengths}
    return all(cell.isdigit() and len(cell) == lengths[at] for at, cell in cells.items())


def _names_another_stage(sheet: Sheet, before: Recognised) -> bool:
    """Where the title says the stage for the whole sheet, another name may mean another stage."""
    named = {stage for stage in canonical("stage") if stage in fold(sheet.label)}
    return before.stage is not None and not named <= {before.stage}
