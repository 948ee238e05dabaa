"""The sender's own sheets in a feedback workbook: faulty cells coloured, a comment in each.

Only sheets with a fault are copied, and only what may be shown of them (masking). What does not belong here:
the list of faults (fault_list).
"""

from __future__ import annotations

import itertools
import re
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence

import polars as pl
import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from pipelines.contracts.result import FileResult, SheetResult
from pipelines.feedback.marks import cells_of
from pipelines.feedback.masking import Masking
from pipelines.ingest.model import Address, Finding, Severity, Sheet
from pipelines.workbooks.names import LONGEST_SHEET_NAME, NOT_IN_SHEET_NAMES
from pipelines.workbooks.paper import half_widths, set_up
from pipelines.workbooks.style import BY_SEVERITY, look

MOST_CELLS, MOST_SHEETS = 500_000, 200
"""Filled cells and sheets copied of one file; what is beyond is answered by the list alone."""
MOST_COMMENTS = 5_000
"""Comments in one sheet; Excel opens a sheet with very many slowly, so cells beyond are coloured only."""
WIDTHS = (8, 30)
"""Characters of half width that a column has at least and at most."""
ROWS_MEASURED = 200
LONGEST_CELL, LONGEST_COMMENT = 500, 2000
_NO_TEXT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""Signs that XML cannot hold."""
_NO_SHEET_NAME = re.compile(rf"{NOT_IN_SHEET_NAMES.pattern}|[\U00010000-\U0010ffff]")
Cells = dict[tuple[int, int], list[Finding]]
Looks = Mapping[Severity | None, Format]


def plain(text: str) -> str:
    """A text as a workbook can hold it; a very long one is cut."""
    clean = _NO_TEXT.sub("�", text)
    return clean if len(clean) <= LONGEST_COMMENT else f"{clean[: LONGEST_COMMENT - 1]}…"


class Copies:
    """The copies of one file's sheets; made after the list, which links to them.

    Args:
        workbook: where they are added.
        result: what checking the file found, with its pages.
        words: the words of all headings, which may be shown anywhere.
    """

    def __init__(
        self,
        workbook: xlsxwriter.Workbook,
        result: FileResult,
        words: Collection[str],
    ) -> None:
        self._workbook, self._result, self._words = workbook, result, words
        self._marked: dict[str, Cells] = defaultdict(lambda: defaultdict(list))
        self._first_cell: dict[Finding, Address] = {}
        sheets: dict[str, Sheet] = {}
        for sheet in result.pages:
            sheets.setdefault(sheet.name, sheet)
        for finding in result.findings:
            cells = cells_of(finding, result.sheets, sheets)
            for cell in cells:
                self._marked[cell.sheet][cell.row, cell.column].append(finding)
            if cells:
                self._first_cell[finding] = cells[0]
        named = {finding.sheet or "" for finding in result.findings} | self._marked.keys()
        self._copied = _within_limit([sheet for name, sheet in sheets.items() if name in named])
        self._names = _sheet_names([sheet.name for sheet in self._copied])

    def link_to(self, finding: Finding) -> str | None:
        """Where a click on the finding leads: its cell, or the top of its sheet; None where it has none."""
        cell = self._first_cell.get(finding, Address(finding.sheet or "", 0, 0))
        name = self._names.get(cell.sheet)
        return f"internal:'{name}'!{xl_rowcol_to_cell(max(cell.row, 0), cell.column)}" if name else None

    def write(self) -> None:
        """Add a sheet for each copy."""
        looks, heading = self._looks("copied"), self._looks("heading")
        for sheet in self._copied:
            self._write(sheet, looks, heading)

    def _looks(self, name: str) -> Looks:
        """A look without a fault and with each severity."""
        severities: tuple[Severity | None, ...] = (None, *BY_SEVERITY)
        return {key: self._workbook.add_format(look(name, severity=key)) for key in severities}

    def _write(self, sheet: Sheet, looks: Looks, heading: Looks) -> None:
        copy = self._workbook.add_worksheet(self._names[sheet.name])
        copy.set_comments_author("均衡")
        marked = self._marked[sheet.name]
        if marked:
            copy.set_tab_color(
                BY_SEVERITY[_worst([one for cell in marked.values() for one in cell])]["bg_color"]
            )
        results = [
            one
            for one in self._result.sheets
            if one.sheet == sheet.name or any(place.sheet == sheet.name for place in one.addresses)
        ]
        masking = Masking(sheet, results, self._words)
        headings = _heading_rows(results)
        _lay_out(copy, sheet, masking, headings)
        by_row: dict[int, list[int]] = defaultdict(list)
        for row, column in marked:
            by_row[row].append(column)
        comments = 0
        for row, cells in enumerate(sheet.grid.iter_rows()):
            shown = {
                column + sheet.left: masking.text(row, column, cell) if cell else ""
                for column, cell in enumerate(cells)
                if cell or row in headings
            }
            for column in sorted({*shown, *by_row[row]}) if row in by_row else shown:
                findings = marked.get((row, column))
                form = (heading if row in headings else looks)[_worst(findings) if findings else None]
                text = plain(shown.get(column, ""))[:LONGEST_CELL]
                if text:
                    copy.write_string(row, column, text, form)
                else:
                    copy.write_blank(row, column, None, form)
                if findings and comments < MOST_COMMENTS:
                    comments += 1
                    copy.write_comment(row, column, _comment(findings), {"x_scale": 2.5, "y_scale": 1.6})


def _lay_out(copy: Worksheet, sheet: Sheet, masking: Masking, headings: range) -> None:
    """Columns as wide as what stands in them, the heading in sight on every screen and page."""
    least, most = WIDTHS
    for column, cells in enumerate(sheet.grid.head(ROWS_MEASURED).iter_columns()):
        texts = (masking.text(row, column, cell) for row, cell in enumerate(cells) if cell)
        widest = max(map(half_widths, texts), default=0)
        copy.set_column(column + sheet.left, column + sheet.left, min(max(widest + 2, least), most))
    copy.freeze_panes(headings.stop, 0)
    if headings:
        copy.repeat_rows(headings.start, headings.stop - 1)
    set_up(copy, copy.get_name())


def _heading_rows(results: Sequence[SheetResult]) -> range:
    """The rows of a table's heading; none of a form."""
    blocks = [one.found.block for one in results if one.found and not one.addresses]
    return range(blocks[-1].top, blocks[-1].bottom) if blocks else range(0)


def _worst(findings: Sequence[Finding]) -> Severity:
    return min((finding.severity for finding in findings), key=list(BY_SEVERITY).index)


def _comment(findings: Sequence[Finding]) -> str:
    return plain("\n\n".join(f"{finding.message}\n{finding.remedy}" for finding in findings))


def _within_limit(sheets: Sequence[Sheet]) -> list[Sheet]:
    """The first sheets, as many as hold no more cells together than may be copied."""
    filled = itertools.accumulate(_filled(sheet.grid) for sheet in sheets)
    few = sum(1 for cells in filled if cells <= MOST_CELLS)
    return list(sheets[: min(few, MOST_SHEETS)])


def _filled(grid: pl.DataFrame) -> int:
    return int(grid.select(pl.sum_horizontal(pl.all().is_not_null().sum())).item()) if grid.width else 0


def _sheet_names(names: Sequence[str]) -> dict[str, str]:
    """Names that a workbook accepts, each once whatever its case, as near to the sender's as can be."""
    taken, given = {"问题清单", "history"}, {}
    for name in names:
        wanted = _NO_TEXT.sub("", _NO_SHEET_NAME.sub("_", name))[-LONGEST_SHEET_NAME:] or "数据"
        chosen, number = wanted, 1
        while chosen.lower() in taken:
            number += 1
            end = f"_{number}"
            chosen = wanted[: LONGEST_SHEET_NAME - len(end)] + end
        taken.add(chosen.lower())
        given[name] = chosen
    return given
