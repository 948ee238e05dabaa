"""Cells that stand twice in a legacy workbook (.xls): nothing in the format forbids it, and programs differ.

What does not belong here: what else the records tell (legacy), and doubled cells of packages (package).
"""

from __future__ import annotations

import struct
from collections.abc import Iterable, Iterator
from typing import Final

from pipelines.ingest.sheet_facts import Place

NUMBER, SMALL_NUMBER, SMALL_NUMBERS = 0x203, 0x27E, 0xBD
FORMULA, FAILURE, LABEL, PLAIN_LABEL, RICH_LABEL = 0x06, 0x205, 0xFD, 0x204, 0xD6
CELLS: Final = frozenset(
    (NUMBER, SMALL_NUMBER, SMALL_NUMBERS, FORMULA, FAILURE, LABEL, PLAIN_LABEL, RICH_LABEL)
)
"""Records of cells that are filled."""
_RESULT = slice(6, 14)
"""Where the result of a formula lies; so does a number."""
_place = struct.Struct("<2H").unpack_from
_column = struct.Struct("<H").unpack_from


class InOrder:
    """Whether cells come in order: then none stands twice, and nobody need look closer."""

    def __init__(self) -> None:
        self.is_kept = True
        self._last = (-1, -1)

    def add(self, kind: int, data: bytes) -> None:
        """Go on with the record of a cell, or of several beside each other."""
        place = _place(data)
        self.is_kept = self.is_kept and place > self._last
        self._last = (place[0], _column(data, len(data) - 2)[0]) if kind == SMALL_NUMBERS else place


def doubled(records: Iterable[tuple[int, bytes]]) -> list[Place]:
    """The cells that stand more than once among the records of a sheet, each time with another content."""
    found: dict[Place, set[object]] = {}
    for kind, data in records:
        if kind in CELLS:
            for place, content in _cells(kind, data):
                found.setdefault(place, set()).add(content)
    return [place for place, contents in found.items() if len(contents) > 1]


def _cells(kind: int, data: bytes) -> Iterator[tuple[Place, object]]:
    row, column = _place(data)
    if kind == SMALL_NUMBERS:
        for at in range(4, len(data) - 2, 6):
            yield (row, column + (at - 4) // 6), unpacked(*struct.unpack_from("<I", data, at + 2))
    elif kind == SMALL_NUMBER:
        yield (row, column), unpacked(*struct.unpack_from("<I", data, 6))
    elif kind in (NUMBER, FORMULA):
        result = data[_RESULT]
        yield (row, column), result if result[6:] == b"\xff\xff" else struct.unpack("<d", result)[0]
    else:
        yield (row, column), (kind, data[6:])


def unpacked(packed: int) -> float:
    """A number out of the four bytes in which short ones are kept: two of their bits say how."""
    if packed & 2:
        number = float((packed >> 2) - ((packed & 0x80000000) >> 1))
    else:
        number = struct.unpack("<d", struct.pack("<Q", (packed & 0xFFFFFFFC) << 32))[0]
    return number / 100 if packed & 1 else number
