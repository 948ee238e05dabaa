"""What the XML of a worksheet tells that its cells do not.

How far it reaches, which cells are merged, which formulas were never computed. What does not belong here:
which part belongs to which sheet (parts), and the cells themselves (workbook).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

import polars as pl

from pipelines.ingest.model import Area
from pipelines.ingest.unpacking import ahead

_ROW = re.compile(rb'row [^>]*?r *= *"([0-9]+)"')
_FAR = r' r *= *"(?:[A-Z](?:[A-Z]|[0-9]{6})|[0-9]{6})'
"""A cell right of column Z, or anything below row 99,999: in most sheets there is none."""
_REMARKABLE = r'</f|:f>|"e"|mergeCell '
"""What formulas, failures and merged cells are told by: most of a sheet has none either."""
_PART = pl.col("part").cast(pl.String)
# polars searches several times faster than `re`, and lets other threads work meanwhile
_FIRST_LOOK = (_PART.str.contains(_FAR).alias("far"), _PART.str.contains(_REMARKABLE).alias("remarkable"))
NEAR_ROWS = 99_999
"""As far down as a sheet is said to reach that goes no further and whose rows were not counted."""
_FAR_COLUMN = re.compile(rb' r *= *"([A-Z]{2,3})[0-9]')
_DEEP = re.compile(rb' r *= *"[A-Z]{1,3}[0-9]{6}')
_FILLED = re.compile(rb'<(?:\w+:)?c [^>]*?\br *= *"([A-Z]{1,3})([0-9]+)"[^>]*(?<!/)>')
_MERGED = re.compile(rb'mergeCell [^>]*?\bref *= *"([A-Z]+)([0-9]+):([A-Z]+)([0-9]+)"')
_UNCOMPUTED = re.compile(
    rb'<(?:\w+:)?c (?![^>]*\bt *= *"str")[^>]*?\br *= *"([A-Z]+)([0-9]+)"[^>]*>'
    rb"<(?:\w+:)?f(?: [^>]*)?(?:/>|>[^<]*</(?:\w+:)?f>)(?:<(?:\w+:)?v ?/>|<(?:\w+:)?v> ?</(?:\w+:)?v>)?</"
)
"""A formula without a value, or with an empty one; an empty text is a value."""
_FAILED = re.compile(rb'<(?:\w+:)?c (?=[^>]*\bt *= *"e")[^>]*?\br *= *"([A-Z]+)([0-9]+)"')
_ELEMENT = re.compile(rb"<(?:\w+:)?(?:c|row|mergeCell) ")
MANY_WAYS = b"\t\r\n'"
ONE_WAY = bytes.maketrans(MANY_WAYS, b'   "')
"""XML may be written in many ways that mean the same: blanks and quotes are made alike."""
CELLS_BEGIN = b"sheetData"
USUAL_ELEMENT, LONGEST_ELEMENT = 1 << 11, 1 << 16
MOST_MERGED = 50_000
FEW_COLUMNS, WIDE = 26, 256
"""Columns that are always allowed for; from `WIDE` on it is looked at whether any are filled."""


Place = tuple[int, int]


@dataclass(slots=True)
class WorksheetFacts:
    """Facts of one worksheet.

    Attributes:
        rows, columns: how far its filled cells may reach at most, counted from 1; never less than `NEAR_ROWS`
            when rows were not counted.
        merged: areas of merged cells.
        uncomputed: row and column, from 0, of formulas without a result.
        failed: row and column of formulas that failed; None where some do not say where they stand.
    """

    rows: int = 0
    columns: int = FEW_COLUMNS
    merged: list[Area] = field(default_factory=list)
    uncomputed: list[Place] = field(default_factory=list)
    failed: list[Place] | None = field(default_factory=list)

    @property
    def cells(self) -> int:
        """Cells of the rectangle as which the sheet is laid out when it is read."""
        return self.rows * self.columns


def worksheet_facts(pieces: Iterable[bytes], *, count_rows: bool = False) -> WorksheetFacts:
    """The facts of a worksheet's XML, which comes in pieces; other XML has none.

    Args:
        pieces: the XML.
        count_rows: say exactly how many rows there are, which takes as long as all the rest.
    """
    facts, has_formulas = WorksheetFacts(), False
    for part in ahead(_whole_elements(_from_cells_on(pieces))):
        is_far, is_remarkable = _first_look(part)
        rows, columns = _reach(part, is_far=is_far, count_rows=count_rows)
        facts.rows, facts.columns = max(facts.rows, rows), max(facts.columns, columns)
        if not is_remarkable and not has_formulas:
            continue
        has_formulas = has_formulas or b"</f" in part or (b":row " in part and b":f>" in part)
        if has_formulas:
            facts.uncomputed += _places(_UNCOMPUTED.findall(part))
        if (errors := part.count(b'"e"')) and facts.failed is not None:
            located = _places(_FAILED.findall(part))
            facts.failed = [*facts.failed, *located] if len(located) == errors else None
        if b"mergeCell " in part and len(facts.merged) < MOST_MERGED:
            facts.merged += [
                Area(int(top) - 1, _column(left), int(bottom) - 1, _column(right))
                for left, top, right, bottom in _MERGED.findall(part)
            ]
    return facts


def _first_look(part: bytes) -> tuple[bool, bool]:
    """Whether some XML has far cells, and anything else that is looked for."""
    try:
        far, remarkable = pl.DataFrame({"part": [part]}).select(_FIRST_LOOK).row(0)
    except pl.exceptions.ComputeError:  # not in UTF-8; what is looked for is ASCII in any encoding like it
        return _first_look(part.decode("latin-1").encode("utf-8"))
    return far, remarkable


def _from_cells_on(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """The pieces from the one on in which the cells of a worksheet begin; none of other XML."""
    begun, tail = False, b""
    for piece in pieces:
        if not begun:
            piece, tail = tail + piece, piece[-len(CELLS_BEGIN) :]
            begun = CELLS_BEGIN in piece
        if begun:
            yield piece


def _whole_elements(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """The same XML, written in one way and cut where an element begins, so that none is seen in halves."""
    tail = b""
    for piece in pieces:
        is_one_way = not any(sign in piece for sign in MANY_WAYS)
        part = tail + (piece if is_one_way else piece.translate(ONE_WAY))
        cut = _last_element(part)
        yield part[:cut]
        tail = part[cut:]
    yield tail


def _last_element(part: bytes) -> int:
    """Where the last element begins that is looked at; the end where there is none in reach."""
    for reach in (USUAL_ELEMENT, LONGEST_ELEMENT):
        starts = [match.start() for match in _ELEMENT.finditer(part, max(len(part) - reach, 0))]
        if starts:
            return starts[-1]
    return len(part)


def _reach(part: bytes, *, is_far: bool, count_rows: bool) -> tuple[int, int]:
    """The last row and column that some XML may fill at most, counted from 1."""
    if not is_far and not count_rows:
        return (NEAR_ROWS if b"row " in part else 0), FEW_COLUMNS
    rows = max(map(int, _ROW.findall(part)), default=0)
    if not is_far:
        return rows, FEW_COLUMNS
    columns = max(FEW_COLUMNS, max(map(_column, set(_FAR_COLUMN.findall(part))), default=0) + 1)
    if columns <= WIDE and not _DEEP.search(part):
        return rows, columns
    # formatted empty cells reach to the last column of many sheets; only filled ones count
    places = _FILLED.findall(part)
    rows = max((int(row) for _, row in places), default=0)
    return rows, max(map(_column, {letters for letters, _ in places}), default=0) + 1


def _places(found: list[tuple[bytes, bytes]]) -> list[Place]:
    return [(int(row) - 1, _column(column)) for column, row in found]


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number - 1
