"""What the XML of a worksheet tells that its cells do not.

How far it reaches, which cells are merged, which formulas were never computed. What does not belong here:
which part belongs to which sheet (parts), and the cells themselves (workbook).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from pipelines.ingest.model import Area

_FAR = re.compile(rb' r="(?:([A-Z]{2,3})([0-9]*)|[A-Z]([0-9]{6,7})|([0-9]+))"')
"""Places of rows, and of cells right of column Z or below row 99,999: the others do not matter."""
_FILLED = re.compile(rb'<(?:\w+:)?c [^>]*?\br="([A-Z]{1,3})([0-9]+)"[^>]*(?<!/)>')
_MERGED = re.compile(rb'mergeCell [^>]*?\bref="([A-Z]+)([0-9]+):([A-Z]+)([0-9]+)"')
_UNCOMPUTED = re.compile(
    rb'<(?:\w+:)?c (?![^>]*\bt="str")[^>]*?\br="([A-Z]+)([0-9]+)"[^>]*>'
    rb"<(?:\w+:)?f(?: [^>]*)?(?:/>|>[^<]*</(?:\w+:)?f>)(?:<(?:\w+:)?v ?/>|<(?:\w+:)?v> ?</(?:\w+:)?v>)?</"
)
"""A formula without a value, or with an empty one; an empty text is a value."""
_FORMULA = re.compile(rb"<(?:\w+:)?f[ >/]")
_ELEMENT = re.compile(rb"<(?:\w+:)?(?:c|row|mergeCell) ")
_AROUND_EQUALS = re.compile(rb" *= *")
ONE_WAY = bytes.maketrans(b"\t\r\n'", b'   "')
"""XML may be written in many ways that mean the same: blanks and quotes are made alike."""
LONGEST_ELEMENT = 1 << 16
MOST_MERGED = 50_000
WIDE, DEEP = 256, 200_000
"""Columns and rows from which on it is looked at closely whether anything is in them."""


@dataclass(slots=True)
class WorksheetFacts:
    """Facts of one worksheet.

    Attributes:
        rows, columns: how far its filled cells may reach, counted from 1.
        merged: areas of merged cells.
        uncomputed: row and column, from 0, of formulas without a result.
        tags: how many tags it has; a cell with a text has four at least.
    """

    rows: int = 0
    columns: int = 26
    merged: list[Area] = field(default_factory=list)
    uncomputed: list[tuple[int, int]] = field(default_factory=list)
    tags: int = 0

    @property
    def cells(self) -> int:
        """Cells of the rectangle as which the sheet is laid out when it is read."""
        return self.rows * self.columns


def worksheet_facts(pieces: Iterable[bytes]) -> WorksheetFacts:
    """The facts of a worksheet's XML, which comes in pieces; other XML has none."""
    facts, is_worksheet = WorksheetFacts(), False
    for part in _whole_elements(pieces):
        is_worksheet = is_worksheet or b"sheetData" in part
        facts.tags += part.count(b"<")
        reach = _reach(_FAR.findall(part))
        if reach[0] > DEEP or reach[1] > WIDE:
            # formatted empty cells reach to the last column of many sheets; only filled ones count
            reach = _reach([(*place, b"", b"") for place in _FILLED.findall(part)])
        facts.rows, facts.columns = max(facts.rows, reach[0]), max(facts.columns, reach[1])
        if _FORMULA.search(part):
            facts.uncomputed += [(_row(row), _column(column)) for column, row in _UNCOMPUTED.findall(part)]
        if b"mergeCell " in part and len(facts.merged) < MOST_MERGED:
            facts.merged += [
                Area(_row(top), _column(left), _row(bottom), _column(right))
                for left, top, right, bottom in _MERGED.findall(part)
            ]
    return facts if is_worksheet else WorksheetFacts()


def _whole_elements(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """The same XML, written in one way and cut where an element begins, so that none is seen in halves."""
    tail = b""
    for piece in pieces:
        part = tail + piece.translate(ONE_WAY)
        starts = [match.start() for match in _ELEMENT.finditer(part, max(len(part) - LONGEST_ELEMENT, 0))]
        cut = starts[-1] if starts else len(part)
        yield _plain(part[:cut])
        tail = part[cut:]
    yield _plain(tail)


def _plain(part: bytes) -> bytes:
    return _AROUND_EQUALS.sub(b"=", part) if b" =" in part or b"= " in part else part


def _reach(places: list[tuple[bytes, bytes, bytes, bytes]]) -> tuple[int, int]:
    """The last row and column of places, counted from 1; rows without columns stand for themselves."""
    rows = max((int(row) for place in places for row in place[1:] if row), default=0)
    return rows, max((_column(letters) + 1 for letters in {place[0] for place in places}), default=26)


def _row(number: bytes) -> int:
    return int(number) - 1


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number - 1
