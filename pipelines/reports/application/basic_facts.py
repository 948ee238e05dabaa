"""表Ⅰ 基本情况: one row of cells, in bands below each other, each with its headings and codes above it.

What does not belong here: what stands in a cell (the mart).
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from pipelines.reports.application.form import Column
from pipelines.reports.application.sheet import Sheet
from pipelines.reports.layout import listed


def fill_basic_facts(sheet: Sheet) -> None:
    """The bands, and a note for every sum that is not known."""
    for band in _bands(sheet):
        _fill_band(sheet, band)
        sheet.page.row += 1
    sheet.notes()


def _bands(sheet: Sheet) -> Iterator[list[Column]]:
    ends, band = listed(sheet.layout["band_ends"]), []
    for column in sheet.table.columns:
        band.append(column)
        if column.code in ends:
            yield band
            band = []


def _fill_band(sheet: Sheet, band: list[Column]) -> None:
    page = sheet.page
    groups, headings, codes, values = range(page.row, page.row + 4)
    at = 0
    for group, of_group in groupby(band, key=lambda column: column.group or column.code):
        together = list(of_group)
        if together[0].group:
            page.cell(groups, at, group, "heading", across=len(together))
        for column in together:
            if column.group:
                page.cell(headings, at, column.heading, "heading")
            else:
                page.cell(groups, at, column.heading, "heading", down=2)
            page.cell(codes, at, column.code, "code")
            for row in sheet.table.rows:
                sheet.put(values, at, row.cells[column.code], column.code)
            at += 1
    page.row = values + 1
