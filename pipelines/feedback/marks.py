"""Where a finding's cell is in the sender's own sheet.

What does not belong here: what is done with it (copies).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from pipelines.contracts.result import SheetResult
from pipelines.contracts.telling.column_faults import UNKNOWN_COLUMN
from pipelines.ingest.forms import VALUE
from pipelines.ingest.headings import Heading
from pipelines.ingest.model import Address, Finding, Sheet


def cells_of(finding: Finding, results: Sequence[SheetResult], sheets: Mapping[str, Sheet]) -> list[Address]:
    """The cells a finding is about; none where it is about a whole sheet or file.

    Args:
        finding: its row counts from 1, its column is the heading as handed in.
        results: what the file's sheets were recognised as.
        sheets: the file's sheets, by name.
    """
    if finding.further_rows:
        each = (replace(finding, row=row, further_rows=()) for row in finding.further_rows)
        return [cell for one in each for cell in cells_of(one, results, sheets)]
    name = finding.sheet or ""
    for result in results:
        if result.found is None or finding.dataset not in (None, result.found.dataset.name):
            continue
        if result.addresses:
            cells = _in_form(finding, name, result)
        elif result.sheet == name:
            cells = _in_table(finding, result, sheets.get(name))
        else:
            continue
        if cells:
            return cells
    return []


def _in_form(finding: Finding, name: str, result: SheetResult) -> list[Address]:
    assert result.found is not None
    placed = [
        (heading, place)
        for heading, place in zip(result.found.block.headings, result.addresses, strict=True)
        if place.sheet == name and place.row >= 0 and finding.row in (None, place.row + 1)
    ]
    if finding.column is None:
        # a row alone names its cell only where nothing else was taken from it
        return [place for _, place in placed] if finding.row and len(placed) == 1 else []
    return [
        place
        for heading, place in placed
        if finding.column == heading.text or (finding.column == VALUE and finding.row)
    ]


def _in_table(finding: Finding, result: SheetResult, sheet: Sheet | None) -> list[Address]:
    assert result.found is not None
    found = result.found
    if finding.rule == UNKNOWN_COLUMN and finding.column is None:
        return [_of_heading(heading, result, sheet) for heading in found.unknown]
    named = [heading for heading in found.block.headings if heading.text == finding.column]
    if finding.row is None:
        return [_of_heading(heading, result, sheet) for heading in named]
    if not named:
        # a column that the sheet lacks, such as a stage told by its title: the row at least is shown
        named = [match.heading for match in found.matches]
    return [Address(result.sheet, finding.row - 1, heading.index + result.left) for heading in named[:1]]


def _of_heading(heading: Heading, result: SheetResult, sheet: Sheet | None) -> Address:
    """The lowest filled cell of a heading: merged ones are filled at their top only."""
    assert result.found is not None
    block = result.found.block
    rows = range(block.bottom - 1, block.top - 1, -1)
    grid = sheet.grid if sheet else None
    filled = (row for row in rows if grid is not None and grid.item(row, heading.index))
    row = next(filled, max(block.bottom - 1, 0))
    return Address(result.sheet, row, heading.index + result.left)
