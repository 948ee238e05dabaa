"""What a workbook is like on paper.

What does not belong here: what stands in its cells (test_application, test_lists, test_dictionary).
"""

from __future__ import annotations

from pathlib import Path

import duckdb
import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

from pipelines.reports.application.workbook import write_application
from pipelines.reports.dictionary import write_dictionary
from pipelines.reports.school import write_schools
from pipelines.reports.scope import scopes
from pipelines.reports.shortfall import write_shortfalls
from pipelines.warehouse.versions import Version

ACROSS = {"landscape": 841.9 - 72, "portrait": 595.3 - 72}
"""Points between the margins of A4."""
CELL, LEAST = 10, 8
"""Points of the type in a cell, and the least that is read on paper."""


def points_on_paper(sheet: Worksheet) -> float:
    """The type of a sheet that is as wide as its paper; a character of half width is 5.25 points wide."""
    columns = sheet.column_dimensions.values()
    wide = sum(one.width * 5.25 * (one.max - one.min + 1) for one in columns)
    return CELL * min(1, ACROSS[sheet.page_setup.orientation or "portrait"] / wide)


def test_no_workbook_is_printed_in_type_that_nobody_reads(
    published: Version, marts: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    found = scopes(marts)
    (school,) = marts.execute("select min(school_code) from marts.fct_school_compliance").fetchone() or ("",)
    write_application(marts, published, found[0], tmp_path / "form.xlsx")
    write_dictionary(marts, published, tmp_path / "dictionary.xlsx")
    list(write_schools(marts, published, found, tmp_path / "schools", school))
    list(write_shortfalls(marts, published, found, tmp_path / "lists"))
    books = sorted(tmp_path.rglob("*.xlsx"))
    assert len(books) > 20
    small = {
        f"{book.name} {sheet.title}": round(points_on_paper(sheet), 1)
        for book in books
        for sheet in openpyxl.load_workbook(book)
        if points_on_paper(sheet) < LEAST
    }
    assert small == {}
