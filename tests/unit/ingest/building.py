"""Small workbooks and texts for tests; every figure is invented."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence

import xlsxwriter

Cell = str | float | int | None
Merge = tuple[int, int, int, int, str]


def workbook(
    sheets: dict[str, Sequence[Sequence[Cell]]],
    *,
    merges: dict[str, Sequence[Merge]] | None = None,
    corner: int = 0,
) -> bytes:
    """A workbook; row 0 of each table is Excel's row 1, column 0 its column A plus `corner`."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for top, left, bottom, right, text in (merges or {}).get(name, ()):
                if (top, left) == (bottom, right):
                    sheet.write_string(top, left, text)
                else:
                    sheet.merge_range(top, left, bottom, right, text)
            for at, row in enumerate(rows):
                for column, cell in enumerate(row, start=corner):
                    if isinstance(cell, str) and cell.startswith("="):
                        sheet.write_formula(at, column, cell, None, "#REF!")
                    elif isinstance(cell, str):
                        sheet.write_string(at, column, cell)
                    elif cell is not None:
                        sheet.write_number(at, column, cell)
    return buffer.getvalue()


def zipped(members: dict[str, bytes]) -> bytes:
    """A zip of files."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def lines(*rows: str) -> bytes:
    """A text file of rows."""
    return "\r\n".join(rows).encode()
