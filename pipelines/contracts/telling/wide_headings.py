"""What is said of a heading over several columns of figures, none of which has a heading of its own.

Which of them it means nobody knows: a group is not a column (datasets.md, "When in doubt" 4). What does not
belong here: groups whose parts have headings (column_faults).
"""

from __future__ import annotations

from pipelines.contracts.recognising.by_headings import Recognised
from pipelines.ingest.headings import Heading
from pipelines.ingest.model import Finding, Sheet

FIGURE = r"^-?[0-9][0-9,]*(?:\.[0-9]+)?$"
MOSTLY = 0.5
"""Share of its rows in which a column holds figures to be one of figures."""


def over_several_columns(sheet: Sheet, found: Recognised) -> list[Finding]:
    """One finding per heading of a figure that stands over further columns of figures."""
    if sheet.addresses:
        return []
    told = []
    for match in found.matches:
        if not found.is_measure(match.column):
            continue
        number = sum(_holds_figures(sheet, found, at) for at in _covered(sheet, found, match.heading))
        if number:
            told.append(_finding(sheet, found, match.heading, number + 1))
    return told


def _covered(sheet: Sheet, found: Recognised, heading: Heading) -> range:
    """The columns without a heading of their own over which a heading stands, as far as can be seen.

    A text file tells nothing of merged cells: there it is the columns that follow.
    """
    named, end = {one.index for one in found.block.headings}, heading.index + 1
    while end < sheet.grid.width and end not in named:
        end += 1
    if not sheet.is_text:
        block = range(found.block.top, found.block.bottom)
        areas = (area for area in sheet.merged if area.left == heading.index and area.top in block)
        end = min(end, max((area.right + 1 for area in areas), default=0))
    return range(heading.index + 1, end)


def _holds_figures(sheet: Sheet, found: Recognised, column: int) -> bool:
    cells = found.block.rows_of(sheet.grid).to_series(column).str.strip_chars()
    return int(cells.str.contains(FIGURE).fill_null(False).sum()) > MOSTLY * cells.len()


def _finding(sheet: Sheet, found: Recognised, heading: Heading, number: int) -> Finding:
    return Finding(
        rule="group_without_total",
        severity="refuse",
        found=f"“{found.dataset.title}”表头“{heading.text}”下面有 {number} 列数，没有分别写明是什么",
        expected=f"一列“{heading.text}”，或每列各有表头",
        remedy="请只保留全体的一列，或在下面写明各列的表头（如 合计、男、女）后重新报送。",
        dataset=found.dataset.name,
        sheet=sheet.name_at(heading.index) or None,
        column=heading.text,
    )
