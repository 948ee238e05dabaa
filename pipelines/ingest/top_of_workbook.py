"""The top rows of a workbook (.xlsx) with very wide sheets, as a small workbook of its own.

What people hand in by mistake is often an export of thousands of columns. Its top rows tell that nothing in
it is known, in a small part of the time that all of its cells take. What does not belong here: what the rows
mean, and whether the whole is read after all (contracts).
"""

from __future__ import annotations

import io
import re
import zipfile

from pipelines.ingest.model import Unreadable
from pipelines.ingest.unpacking import DAMAGED, Unpacking, check_claims
from pipelines.ingest.worksheet_xml import CELLS_BEGIN

ROWS = 50
"""Rows that are kept: more than those in which a heading is looked for."""
LARGE = 4 * 1024**2
"""Bytes of a sheet's XML from which on it is worth looking at its top first."""
LONGEST_TOP = 16 * 1024**2
_PART = re.compile(r".*\.(?:xml|rels)", re.IGNORECASE)
_ROW = re.compile(rb"""<((?:\w+:)?)row [^>]*?\br *= *["']([0-9]+)["']""")
_FAR_COLUMN = re.compile(rb""" r *= *["'](?:[J-Z][A-Z]|[A-Z]{3})[0-9]""")
"""A cell right of the 260th column."""


def top_of_workbook(content: bytes) -> bytes | None:
    """A workbook of which every large sheet ends after its first rows.

    None where none is large and wide, where the rows do not say which they are, and for whatever is no sound
    workbook: of that the reader of all cells says what is wrong.
    """
    if not content.startswith(b"PK"):
        return None
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            check_claims(archive)
            if not any(entry.file_size > LARGE for entry in archive.infolist()):
                return None
            return _cut(archive)
    except (Unreadable, *DAMAGED):
        return None


def _cut(archive: zipfile.ZipFile) -> bytes | None:
    unpacking = Unpacking(archive)
    parts = [entry for entry in archive.infolist() if _PART.fullmatch(entry.filename)]
    large = [entry for entry in parts if entry.file_size > LARGE]
    tops = {entry.filename: top for entry in large if (top := _top_of_sheet(unpacking, entry)) is not None}
    if not tops:
        return None
    small = io.BytesIO()
    with zipfile.ZipFile(small, "w") as written:
        for entry in parts:
            written.writestr(entry.filename, tops.get(entry.filename) or unpacking.content(entry))
    return small.getvalue()


def _top_of_sheet(unpacking: Unpacking, entry: zipfile.ZipInfo) -> bytes | None:
    """The XML of a wide sheet as far as its first rows; None for other XML."""
    part, searched = b"", 0
    for piece in unpacking.pieces(entry):
        part += piece
        if not searched and (CELLS_BEGIN not in part or not _FAR_COLUMN.search(part)):
            return None
        for row in _ROW.finditer(part, searched):
            if int(row[2]) > ROWS:
                return part[: row.start()] + b"</%bsheetData></%bworksheet>" % (row[1], row[1])
        if len(part) > LONGEST_TOP:
            return None
        searched = max(len(part) - 2**10, 1)
    return None
