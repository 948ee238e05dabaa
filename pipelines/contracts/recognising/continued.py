"""A sheet without a heading that goes on with the table of the sheet before it.

Old workbooks hold 65,536 rows a sheet, so long tables are split. What does not belong here: sheets that bear
their own heading (recognise), however alike.
"""

from __future__ import annotations

from dataclasses import replace

from pipelines.contracts.datasets.code_lists import canonical
from pipelines.contracts.recognising.recognise import Recognised
from pipelines.contracts.telling.wording import place
from pipelines.ingest.fold import fold
from pipelines.ingest.headings import Cells, HeadingBlock, top_rows
from pipelines.ingest.model import Finding, Sheet


def continued(sheet: Sheet, before: Recognised | None) -> Recognised | None:
    """The sheet as a part of the table before it; None unless its first row proves it.

    The proof is a code of so many digits in each column in which the table has such codes.
    """
    if before is None:
        return None
    lengths = {
        match.heading.index: int(column.expected.split()[0])
        for match in before.matches
        if (column := before.dataset.columns.get(match.column)) is not None
        and column.kind == "code"
        and column.expected[:1].isdigit()
        and not column.may_be_blank
    }
    rows = [row for row in top_rows(sheet.grid) if any(row)]
    if not lengths or not rows or not _has_codes(rows[0], lengths) or _names_another_stage(sheet, before):
        return None
    return replace(before, block=HeadingBlock(0, 0, before.block.headings, ()), unknown=[])


def finding(sheet: Sheet, found: Recognised) -> Finding:
    """That the sheet was read as a continuation."""
    return Finding(
        rule="continued_sheet",
        severity="warn",
        message=(
            f"{place(sheet.name, None, None)}没有表头，各列与上一张表（{found.dataset.title}）一致，"
            "已作为它的续表读取，每张工作表都应有表头。"
        ),
        remedy="请核对续表的列与上一张表完全相同；最好在每张工作表上都写表头。",
        dataset=found.dataset.name,
        sheet=sheet.name or None,
    )


def _has_codes(row: Cells, lengths: dict[int, int]) -> bool:
    cells = {at: fold(row[at] or "") if at < len(row) else "" for at in lengths}
    return all(cell.isdigit() and len(cell) == lengths[at] for at, cell in cells.items())


def _names_another_stage(sheet: Sheet, before: Recognised) -> bool:
    """Where the title says the stage for the whole sheet, another name may mean another stage."""
    named = {stage for stage in canonical("stage") if stage in fold(sheet.label)}
    return before.stage is not None and not named <= {before.stage}
