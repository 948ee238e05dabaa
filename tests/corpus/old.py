"""Legacy workbooks, written byte by byte: an OLE file of streams, BIFF8 records in it.

No library that is kept up still writes them. What does not belong here: workbooks of today (packing).
"""

from __future__ import annotations

import struct
from collections.abc import Mapping, Sequence

Cell = str | float | int | None
SECTOR, SMALLEST = 512, 4096
"""Streams shorter than 4,096 bytes would need a second allocation table, so all are padded to it."""
FREE, END, FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
BOF, EOF, CODEPAGE, BOUNDSHEET, DIMENSIONS, NUMBER, LABEL, FILEPASS = (
    *(0x0809, 0x000A, 0x0042, 0x0085, 0x0200, 0x0203, 0x0204, 0x002F),
)  # fmt: skip
GLOBALS, WORKSHEET = 0x0005, 0x0010


def xls(name: str, rows: Sequence[Sequence[Cell]], *, password: bool = False) -> bytes:
    """A workbook of Excel 97–2003 with one sheet; with a password, only its beginning can be read."""
    sheet = _record(BOF, struct.pack("<HHHHII", 0x0600, WORKSHEET, 0x0DBB, 0x07CC, 0, 6))
    width = max(map(len, rows))
    sheet += _record(DIMENSIONS, struct.pack("<IIHHH", 0, len(rows), 0, width, 0))
    for at, row in enumerate(rows):
        for column, cell in enumerate(row):
            place = struct.pack("<HHH", at, column, 0)
            if isinstance(cell, str):
                text = cell.encode("utf-16-le")
                sheet += _record(LABEL, place + struct.pack("<HB", len(text) // 2, 1) + text)
            elif cell is not None:
                sheet += _record(NUMBER, place + struct.pack("<d", cell))
    sheet += _record(EOF, b"")
    head = _record(BOF, struct.pack("<HHHHII", 0x0600, GLOBALS, 0x0DBB, 0x07CC, 0, 6))
    if password:
        head += _record(FILEPASS, struct.pack("<HHH", 1, 1, 1) + bytes(range(48)))
    head += _record(CODEPAGE, struct.pack("<H", 1200))
    title = name.encode("utf-16-le")
    length = len(head) + 4 + 8 + len(title) + 4
    head += _record(BOUNDSHEET, struct.pack("<IBBBB", length, 0, 0, len(title) // 2, 1) + title)
    return compound({"Workbook": head + _record(EOF, b"") + sheet})


def encrypted_xlsx() -> bytes:
    """What Office writes for a workbook with a password to open: the package is a stream nobody can read."""
    return compound(
        {"EncryptionInfo": bytes(range(256)) * 16, "EncryptedPackage": bytes(range(255, -1, -1)) * 32}
    )


def compound(streams: Mapping[str, bytes]) -> bytes:
    """An OLE compound file of so many streams."""
    padded = {name: stream.ljust(SMALLEST, b"\0") for name, stream in streams.items()}
    table, body = [FAT, END], b""
    directory = _entry("Root Entry", 5, 1, END, 0)
    for number, (name, stream) in enumerate(padded.items(), start=1):
        start, sectors = len(table), -(-len(stream) // SECTOR)
        table += [*range(start + 1, start + sectors), END]
        body += stream.ljust(sectors * SECTOR, b"\0")
        is_last = number == len(padded)
        directory += _entry(name, 2, FREE, start, len(stream), right=FREE if is_last else number + 1)
    table += [FREE] * (SECTOR // 4 - len(table))
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    header += struct.pack("<HHHHH6xIIIIIIIII", 0x3E, 3, 0xFFFE, 9, 6, 0, 1, 1, 0, SMALLEST, END, 0, END, 0)
    header += struct.pack("<I", 0) + struct.pack("<I", FREE) * 108
    fat = struct.pack(f"<{len(table)}I", *table)
    return header + fat + directory.ljust(SECTOR, b"\0") + body


def _entry(name: str, kind: int, child: int, start: int, size: int, *, right: int = FREE) -> bytes:
    text = name.encode("utf-16-le") + b"\0\0"
    return text.ljust(64, b"\0") + struct.pack(
        "<HBBIII16xI8x8xIQ", len(text), kind, 1, FREE, right, child, 0, start, size
    )


def _record(kind: int, content: bytes) -> bytes:
    return struct.pack("<HH", kind, len(content)) + content
