"""How far a workbook's sheets reach, before they are opened: one stray cell far out fills the memory.

The reader lays a sheet out as a full rectangle. What does not belong here: reading cells (workbook).
"""

from __future__ import annotations

import re
import zipfile

from pipelines.ingest.model import refusal

MOST_CELLS = 20_000_000
"""Cells of a sheet's rectangle; each takes some 35 bytes while it is read."""
CHUNK, OVERLAP = 1 << 20, 64
_SHEET = re.compile(r"xl/worksheets/[^/]+\.xml")
_FAR_COLUMN = re.compile(rb'<c [^>]{0,40}?r="([A-Z]{2,3})[0-9]')
_ROW = re.compile(rb'<row [^>]{0,40}?r="([0-9]+)"')
_LETTERS_OF_ONE = 26


def check_extent(archive: zipfile.ZipFile) -> None:
    """Refuse a workbook of which a sheet reaches so far that it would not fit the memory.

    Raises:
        Unreadable: rows times columns of a sheet are more than `MOST_CELLS`.
    """
    for name in archive.namelist():
        if not _SHEET.fullmatch(name):
            continue
        rows, columns = _extent(archive, name)
        if rows * columns > MOST_CELLS:
            raise refusal(
                "too_wide",
                f"有工作表的内容伸展到第 {rows} 行、第 {columns} 列，通常是最后一行或最后一列有多余的内容，"
                f"应不超过 {MOST_CELLS // 10_000} 万个单元格。",
                "请删除表格以外的行和列（选中后删除，不要只清除内容），另存后重新报送。",
            )


def _extent(archive: zipfile.ZipFile, name: str) -> tuple[int, int]:
    rows, letters, tail = 0, set[bytes](), b""
    with archive.open(name) as sheet:
        while chunk := sheet.read(CHUNK):
            part = tail + chunk
            letters.update(_FAR_COLUMN.findall(part))
            rows = max(rows, *(int(row) for row in _ROW.findall(part)), 0)
            tail = part[-OVERLAP:]
    return rows, max(map(_column_number, letters), default=_LETTERS_OF_ONE)


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number
