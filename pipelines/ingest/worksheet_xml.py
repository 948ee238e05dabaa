"""What the XML of an .xlsx worksheet tells that its cells do not.

How far it reaches, which cells are merged, which formulas were never computed, what is hidden, which numbers
lost digits. What does not belong here: which part belongs to which sheet (package), the cells (workbook).
"""

from __future__ import annotations

import re
import string
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

import polars as pl

from pipelines.ingest.model import Area
from pipelines.ingest.sheet_facts import Place, SheetFacts
from pipelines.ingest.unpacking import ahead

_ROW = re.compile(rb'row [^>]*?r *= *"([0-9]+)"')
_FAR = r' r *= *"(?:[A-Z](?:[A-Z]|[0-9]{6})|[0-9]{6})'
"""A cell right of column Z, or anything below row 99,999: in most sheets there is none."""
_REMARKABLE = r'</f|:f>|"e"|mergeCell |hidden *= *"[1t]|vertAlign|strike'
"""What formulas, failures, merged, hidden, raised and struck cells are told by: most of a sheet has none."""
_ODD_NUMBER = r"[<:]v[^>]*>(?:[0-9]{16}|[0-9.]+[eE]\+|(?:19|20)[0-9]{2}\.(?:1|09{9,}[0-9]*)<)"
"""A number with more digits than a number cell keeps, or one that may have lost the last sign of October."""
_PART = pl.col("part").cast(pl.String)
# polars searches several times faster than `re`, and lets other threads work meanwhile
_FIRST_LOOK = (
    _PART.str.contains(_FAR).alias("far"),
    _PART.str.contains(_REMARKABLE).alias("remarkable"),
    _PART.str.contains(_ODD_NUMBER).alias("odd"),
    # how many values: with a prefix the beginning of one looks like its end
    *(_PART.str.count_matches(end, literal=True).alias(end) for end in ("</v>", "</is>", ":v>", "<v></v>")),
)
NEAR_ROWS = 99_999
"""As far down as a sheet is said to reach that goes no further and whose rows were not counted."""
_ALPHABET, _DIGITS = string.ascii_uppercase, string.digits
_FAR_COLUMN = re.compile(rb' r *= *"([A-Z]{2,3})[0-9]')
_DEEP = re.compile(rb' r *= *"[A-Z]{1,3}[0-9]{6}')
_FILLED = re.compile(rb'<(?:\w+:)?c [^>]*?\br *= *"([A-Z]{1,3})([0-9]+)"[^>]*(?<!/)>')
_MERGED = re.compile(rb'mergeCell [^>]*?\bref *= *"([A-Z]+)([0-9]+):([A-Z]+)([0-9]+)"')
_CELL = re.compile(rb"<(?:\w+:)?c ([^>]*[^/>])>(.*?)</(?:\w+:)?c *>", re.DOTALL)
_PLACE = re.compile(rb'\br *= *"([A-Z]+)([0-9]+)"')
_KIND = re.compile(rb'\bt *= *"(\w+)"')
_STYLE = re.compile(rb'\bs *= *"([0-9]+)"')
_FORMULA = re.compile(rb"<(?:\w+:)?f[ />]")
_VALUE = re.compile(rb"<(?:\w+:)?v(?: [^>]*)?>(.*?)</(?:\w+:)?v *>", re.DOTALL)
_NO_TEXT = re.compile(rb"<!--.*?-->|<!\[CDATA\[|\]\]>", re.DOTALL)
_FAILED = re.compile(rb'<(?:\w+:)?c (?=[^>]*\bt *= *"e")[^>]*?\br *= *"([A-Z]+)([0-9]+)"')
_HIDDEN_ROW = re.compile(rb'<(?:\w+:)?row (?=[^>]*\bhidden *= *"[1t])[^>]*?\br *= *"([0-9]+)"')
_HIDDEN_COLUMNS = re.compile(rb'<(?:\w+:)?col (?=[^>]*\bhidden *= *"[1t])([^>]*)>')
_FROM, _TO = re.compile(rb'\bmin *= *"([0-9]+)"'), re.compile(rb'\bmax *= *"([0-9]+)"')
_ODD_VALUE = re.compile(rb"^(?:[0-9]{16,}|[0-9.]+[eE]\+(?:1[5-9]|[2-9][0-9]).*)(?:\.0*)?$")
_CUT_VALUE = re.compile(rb"^(?:19|20)[0-9]{2}\.(?:1|09{9,}[0-9]*)$")
_ELEMENT = re.compile(rb"<(?:\w+:)?(?:c|row|mergeCell) ")
MANY_WAYS = b"\t\r\n'"
ONE_WAY = bytes.maketrans(MANY_WAYS, b'   "')
"""XML may be written in many ways that mean the same: blanks and quotes are made alike."""
CELLS_BEGIN = b"sheetData"
LONGEST_HEAD = 1 << 16
"""Bytes before the cells in which the columns are described."""
USUAL_ELEMENT, LONGEST_ELEMENT = 1 << 11, 1 << 16
MOST_MERGED = 50_000
FEW_COLUMNS, WIDE = 26, 256
"""Columns that are always allowed for; from `WIDE` on it is looked at whether any are filled."""


@dataclass(slots=True)
class WorksheetFacts(SheetFacts):
    """Facts of one worksheet.

    Attributes:
        rows, columns: how far its filled cells may reach at most, counted from 1; never less than `NEAR_ROWS`
            when rows were not counted.
        zeros: formulas whose result is 0, which some programs write for one that was never computed.
        has_raised: whether raised or struck signs stand anywhere in it.
        part: the part of the package that it is.
        values: how many values its XML holds: as many as filled cells, where each cell stands once.
    """

    rows: int = 0
    columns: int = FEW_COLUMNS
    zeros: list[Place] = field(default_factory=list)
    has_raised: bool = False
    part: str = ""
    values: int = 0

    @property
    def cells(self) -> int:
        """Cells of the rectangle as which the sheet is laid out when it is read."""
        return self.rows * self.columns


def worksheet_facts(pieces: Iterable[bytes], *, count_rows: bool = False) -> WorksheetFacts:
    """The facts of a worksheet's XML, which comes in pieces; other XML has none.

    Args:
        pieces: the XML.
        count_rows: say exactly how far the filled cells reach, which takes as long as all the rest.
    """
    facts, has_formulas = WorksheetFacts(columns=0 if count_rows else FEW_COLUMNS), False
    for part in ahead(_whole_elements(_from_cells_on(pieces))):
        is_far, is_remarkable, has_odd_numbers, values = _first_look(part)
        rows, columns = _reach(part, is_far=is_far, count_rows=count_rows, within=facts.columns)
        facts.rows, facts.columns = max(facts.rows, rows), max(facts.columns, columns)
        facts.values += values
        if has_odd_numbers:
            _add_odd_numbers(facts, part)
        if not is_remarkable and not has_formulas:
            continue
        has_formulas = has_formulas or b"</f" in part or (b":row " in part and b":f>" in part)
        if has_formulas:
            _add_uncomputed(facts, part)
        if (errors := part.count(b'"e"')) and facts.failed is not None:
            places = located(_FAILED.findall(part))
            facts.failed = [*facts.failed, *places] if len(places) == errors else None
        if b"mergeCell " in part and len(facts.merged) < MOST_MERGED:
            facts.merged += [
                Area(int(top) - 1, _column(left), int(bottom) - 1, _column(right))
                for left, top, right, bottom in _MERGED.findall(part)
            ]
        facts.has_raised = facts.has_raised or b"vertAlign" in part or b"strike" in part
        facts.hidden_rows += [int(row) - 1 for row in _HIDDEN_ROW.findall(part)]
        facts.hidden_columns += _hidden_columns(part)
    return facts


@dataclass(frozen=True, slots=True)
class FilledCell:
    """A cell of a worksheet as its XML has it: its kind, its style, its value, and all that stands in it."""

    place: Place
    kind: bytes | None
    style: int | None
    value: bytes | None
    inside: bytes

    @property
    def is_number(self) -> bool:
        """Whether a number stands in it."""
        return self.kind in (None, b"n") and bool(self.value)


def filled_cells(part: bytes) -> Iterator[FilledCell]:
    """Every filled cell that says where it stands; this takes several times as long as reading the cells."""
    for attributes, inside in _CELL.findall(part.translate(ONE_WAY)):
        if place := _PLACE.search(attributes):
            kind, style = _KIND.search(attributes), _STYLE.search(attributes)
            yield FilledCell(
                (int(place[2]) - 1, _column(place[1])),
                kind[1] if kind else None,
                int(style[1]) if style else None,
                _value(inside),
                inside,
            )


def _value(inside: bytes) -> bytes | None:
    """The value of a cell, whatever way it is written; None where there is none."""
    match = _VALUE.search(_NO_TEXT.sub(b"", inside))
    return match[1].strip() if match else None


def _add_uncomputed(facts: WorksheetFacts, part: bytes) -> None:
    """Formulas without a value, or with an empty one; an empty text is a value."""
    for cell in (cell for cell in filled_cells(part) if _FORMULA.search(cell.inside)):
        is_text = cell.kind == b"str"
        if cell.value is None or (not cell.value and not is_text):
            facts.uncomputed.append(cell.place)
        elif cell.value == b"0" and not is_text:
            facts.zeros.append(cell.place)


def _add_odd_numbers(facts: WorksheetFacts, part: bytes) -> None:
    for cell in filled_cells(part):
        if cell.is_number and _ODD_VALUE.match(cell.value or b""):
            facts.lost.append(cell.place)
        elif cell.is_number and _CUT_VALUE.match(cell.value or b""):
            facts.cut.append(cell.place)


def _hidden_columns(part: bytes) -> list[tuple[int, int]]:
    return [
        (int(first[1]) - 1, int(last[1]) - 1)
        for attributes in _HIDDEN_COLUMNS.findall(part)
        if (first := _FROM.search(attributes)) and (last := _TO.search(attributes))
    ]


def _first_look(part: bytes) -> tuple[bool, bool, bool, int]:
    """Whether some XML has far cells, anything else that is looked for, odd numbers; how many values."""
    try:
        found = pl.DataFrame({"part": [part]}).select(_FIRST_LOOK).row(0)
    except pl.exceptions.ComputeError:  # not in UTF-8; what is looked for is ASCII in any encoding like it
        return _first_look(part.decode("latin-1").encode("utf-8"))
    far, remarkable, odd, plain, inline, prefixed, blank = found
    return far, remarkable, odd, plain + inline + prefixed // 2 - blank


def _from_cells_on(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """The pieces from a little before the cells of a worksheet begin; none of other XML."""
    begun, tail = False, b""
    for piece in pieces:
        if not begun:
            piece = tail + piece
            tail = piece[-LONGEST_HEAD:]
            begun = CELLS_BEGIN in piece
        if begun:
            yield piece


def _whole_elements(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """The same XML, written in one way and cut where an element begins, so that none is seen in halves."""
    part = b""
    for piece in pieces:
        if part:
            cut = _last_element(part)
            yield part[:cut]
            part = part[cut:]
        part += piece.translate(ONE_WAY) if any(sign in piece for sign in MANY_WAYS) else piece
    if part:
        yield part


def _last_element(part: bytes) -> int:
    """Where the last element begins that is looked at; the end where there is none in reach."""
    for reach in (USUAL_ELEMENT, LONGEST_ELEMENT):
        starts = [match.start() for match in _ELEMENT.finditer(part, max(len(part) - reach, 0))]
        if starts:
            return starts[-1]
    return len(part)


def _reach(part: bytes, *, is_far: bool, count_rows: bool, within: int) -> tuple[int, int]:
    """The last row and column that some XML may fill at most, counted from 1.

    Args:
        part: the XML.
        is_far: whether it has cells that are far right or far down.
        count_rows: say it exactly.
        within: columns that are filled as is known already.
    """
    if not is_far and not count_rows:
        return (NEAR_ROWS if b"row " in part else 0), FEW_COLUMNS
    if not count_rows:
        rows = max(map(int, _ROW.findall(part)), default=0)
        if within > WIDE and not _has_cells_beyond(part, rows, within):
            return rows, within
        columns = max(FEW_COLUMNS, max(map(_column, set(_FAR_COLUMN.findall(part))), default=0) + 1)
        if columns <= WIDE and not _DEEP.search(part):
            return rows, columns
    # formatted empty cells reach to the last column of many sheets; only filled ones count
    places = _FILLED.findall(part)
    rows = max((int(row) for _, row in places), default=0)
    return rows, max(map(_column, {letters for letters, _ in places}), default=0) + 1


def _has_cells_beyond(part: bytes, row: int, column: int) -> bool:
    """Whether any cell, filled or not, stands below a row or right of a column, both counted from 1."""
    far = rf' r *= *"(?:(?:{_greater(_letters(column - 1), _ALPHABET)})[0-9]'
    deep = rf"|[A-Z]{{1,3}}(?:{_greater(str(row), _DIGITS)}))"
    return _contains(part, far + deep)


def _greater(told: str, signs: str) -> str:
    """A pattern of what comes after: longer, or as long and greater at the first sign that differs."""
    longer = rf"[{signs}]{{{len(told) + 1},}}"
    at = (
        rf"{told[:place]}[{signs[signs.index(sign) + 1]}-{signs[-1]}][{signs}]{{{len(told) - place - 1}}}"
        for place, sign in enumerate(told)
        if sign != signs[-1]
    )
    return "|".join((longer, *at))


def _letters(column: int) -> str:
    """A column as a workbook names it: 0 is A."""
    column, last = divmod(column, len(_ALPHABET))
    return (_letters(column - 1) if column else "") + _ALPHABET[last]


def _contains(part: bytes, pattern: str) -> bool:
    """Whether some XML has a pattern; what is looked for is ASCII in any encoding like it."""
    try:
        return bool(pl.DataFrame({"part": [part]}).select(_PART.str.contains(pattern)).item())
    except pl.exceptions.ComputeError:
        return _contains(part.decode("latin-1").encode("utf-8"), pattern)


def located(found: list[tuple[bytes, bytes]]) -> list[Place]:
    """Places out of the letters of columns and the numbers of rows."""
    return [(int(row) - 1, _column(column)) for column, row in found]


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number - 1
