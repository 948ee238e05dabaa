"""What the records of a legacy workbook (.xls) tell that its cells do not.

Merged cells, formulas that failed or were never computed, raised signs, hidden rows, columns and sheets,
numbers that lost digits, units in number formats: after [MS-XLS], the format's description. What does not
belong here: the cells themselves (workbook), the shared texts (legacy_texts).
"""

from __future__ import annotations

import io
import re
import struct
from collections.abc import Iterable, Iterator

import olefile

from pipelines.ingest.legacy_doubles import CELLS, InOrder, doubled, unpacked
from pipelines.ingest.legacy_texts import Fonts, raised_texts, short_text
from pipelines.ingest.model import Area
from pipelines.ingest.number_formats import is_telling
from pipelines.ingest.sheet_facts import SheetFacts

STREAMS = ("Workbook", "Book")
BOF, EOF, CONTINUE = 0x809, 0x0A, 0x3C
BOUNDSHEET, FONT, FORMAT, STYLE, TEXTS = 0x85, 0x31, 0x41E, 0xE0, 0xFC
FORMULA, STRING, NUMBER, SMALL_NUMBER, SMALL_NUMBERS, FAILURE, LABEL = (
    0x06,
    0x207,
    0x203,
    0x27E,
    0xBD,
    0x205,
    0xFD,
)
MERGED, ROW, COLUMNS = 0xE5, 0x208, 0x7D
NOTE, TEXT_OVER_CELLS = 0x1C, 0x1B6
TELLING = frozenset(
    (FORMULA, NUMBER, SMALL_NUMBER, SMALL_NUMBERS, FAILURE, LABEL, MERGED, ROW, COLUMNS, NOTE)
)
BIFF8 = 0x600
MOST_EXACT = 10**15
"""Whole numbers from here on have more digits than a number cell shows."""
_CUT = re.compile(r"(?:19|20)[0-9]{2}\.1")
COMPUTED_WHEN_OPENED, HIDDEN_ROW, HIDDEN_COLUMNS = 0x02, 0x20, 0x01
EMPTY_TEXT, FAILED = 3, 2
Record = tuple[int, bytes]


def legacy_facts(content: bytes) -> list[SheetFacts] | None:
    """The facts of each sheet in their order; None where the records cannot be followed.

    Args:
        content: the whole file.
    """
    try:
        stream = _stream(content)
        return _Workbook(stream).sheets if stream else None
    except (OSError, ValueError, IndexError, KeyError, struct.error, UnicodeDecodeError):
        return None


def _stream(content: bytes) -> bytes | None:
    with olefile.OleFileIO(io.BytesIO(content)) as file:
        name = next((name for name in STREAMS if file.exists(name)), None)
        return file.openstream(name).read() if name else None


def _records(stream: bytes, at: int = 0) -> Iterator[Record]:
    """The records from a place on, until the end of what begins there."""
    while at + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, at)
        yield kind, stream[at + 4 : at + 4 + length]
        if kind == EOF:
            return
        at += 4 + length


def _own(records: Iterable[Record]) -> Iterator[Record]:
    """The records of a sheet itself, without those of charts that lie within it."""
    depth = 0
    for kind, data in records:
        depth += kind == BOF
        if depth == 1:
            yield kind, data


class _Workbook:
    """Goes through the records of the whole workbook, then through those of each sheet."""

    def __init__(self, stream: bytes) -> None:
        self._formats: dict[int, str] = {}
        self._styles: list[int] = []
        self._fonts_of_styles: list[int] = []
        fonts, texts = Fonts(), []
        begins: list[tuple[int, bool]] = []
        self._is_of_excel = self._has_wide_texts = True
        last = 0
        for kind, data in _records(stream):
            last = kind if kind != CONTINUE else last
            if kind == BOF:
                self._has_wide_texts = struct.unpack_from("<H", data)[0] == BIFF8
                # Excel says here which of its versions have saved the workbook; other programs leave it empty
                self._is_of_excel = any(data[8:12])
            elif kind == BOUNDSHEET:
                begins.append((struct.unpack_from("<I", data)[0], bool(data[4] & 3)))
            elif kind == FONT:
                fonts.add(data)
            elif kind == FORMAT and self._has_wide_texts:
                self._formats[struct.unpack_from("<H", data)[0]] = short_text(data[2:])
            elif kind == STYLE:
                font, form = struct.unpack_from("<HH", data)
                self._fonts_of_styles.append(font)
                self._styles.append(form)
            elif last == TEXTS:
                texts.append(data)
        self._shown = {number for number, code in self._formats.items() if is_telling(code)}
        self._struck = {at for at, font in enumerate(self._fonts_of_styles) if fonts.is_struck(font)}
        self._raised = raised_texts(texts, fonts) if fonts.any_telling else {}
        self.sheets = [self._sheet(stream, at, is_hidden) for at, is_hidden in begins]

    def _sheet(self, stream: bytes, at: int, is_hidden: bool) -> SheetFacts:
        facts = SheetFacts(is_hidden=is_hidden)
        depth, order = 0, InOrder()
        for kind, data in _records(stream, at):
            depth += kind == BOF
            if kind in TELLING and depth == 1:
                self._add(facts, kind, data)
            if kind in CELLS and depth == 1:
                order.add(kind, data)
            facts.text_boxes += kind == TEXT_OVER_CELLS and depth == 1
        if not order.is_kept:
            facts.doubled = doubled(_own(_records(stream, at)))
        # a comment is a text over the cells too
        facts.text_boxes = max(0, facts.text_boxes - len(facts.comments))
        return facts

    def _add(self, facts: SheetFacts, kind: int, data: bytes) -> None:
        """Add what one record tells."""
        if kind == MERGED:
            for at in range(struct.unpack_from("<H", data)[0]):
                top, bottom, left, right = struct.unpack_from("<4H", data, 2 + 8 * at)
                facts.merged.append(Area(top, left, bottom, right))
        elif kind == NOTE:
            facts.comments.append(struct.unpack_from("<2H", data))
        elif kind == ROW:
            if data[12] & HIDDEN_ROW:
                facts.hidden_rows.append(struct.unpack_from("<H", data)[0])
        elif kind == COLUMNS:
            first, last, _, _, options = struct.unpack_from("<5H", data)
            if options & HIDDEN_COLUMNS:
                facts.hidden_columns.append((first, last))
        else:
            self._add_cell(facts, kind, data)

    def _add_cell(self, facts: SheetFacts, kind: int, data: bytes) -> None:
        row, column, style = struct.unpack_from("<3H", data)
        if style in self._struck and kind != SMALL_NUMBERS:
            facts.struck.append((row, column))
        if kind == SMALL_NUMBERS:
            for at in range(4, len(data) - 2, 6):
                style, packed = struct.unpack_from("<HI", data, at)
                self._add_number(facts, row, column + (at - 4) // 6, style, unpacked(packed))
        elif kind == SMALL_NUMBER:
            self._add_number(facts, row, column, style, unpacked(struct.unpack_from("<I", data, 6)[0]))
        elif kind == NUMBER:
            self._add_number(facts, row, column, style, struct.unpack_from("<d", data, 6)[0])
        elif kind == FAILURE:
            if data[7] and facts.failed is not None:
                facts.failed.append((row, column))
        elif kind == LABEL:
            if told := self._raised.get(struct.unpack_from("<I", data, 6)[0]):
                facts.raised[row, column] = told
        else:
            self._add_formula(facts, row, column, style, data)

    def _add_formula(self, facts: SheetFacts, row: int, column: int, style: int, data: bytes) -> None:
        result, options = data[6:14], struct.unpack_from("<H", data, 14)[0]
        is_number = result[6:] != b"\xff\xff"
        if not is_number and result[0] == FAILED and facts.failed is not None:
            facts.failed.append((row, column))
        elif not is_number and result[0] == EMPTY_TEXT and not self._is_of_excel:
            facts.uncomputed.append((row, column))
        elif is_number and options & COMPUTED_WHEN_OPENED and not any(result):
            # the program that wrote it left computing to the next one, and wrote 0 meanwhile
            facts.uncomputed.append((row, column))
        elif is_number:
            self._add_number(facts, row, column, style, struct.unpack("<d", result)[0])

    def _add_number(self, facts: SheetFacts, row: int, column: int, style: int, number: float) -> None:
        if number.is_integer():
            if abs(number) >= MOST_EXACT:
                facts.lost.append((row, column))
        elif _CUT.fullmatch(repr(number)):
            facts.cut.append((row, column))
        if self._shown and style < len(self._styles) and self._styles[style] in self._shown:
            facts.formats[row, column] = self._formats[self._styles[style]]
        if style in self._struck:
            facts.struck.append((row, column))
