"""What the content of an OpenDocument workbook (.ods) tells that its cells do not.

Merged cells, formulas that failed or were never computed, raised signs, hidden rows, columns and sheets,
numbers that lost digits, units in number formats. What does not belong here: the styles
(open_document_styles), the cells themselves (workbook).
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Mapping
from xml.parsers import expat

import polars as pl

from pipelines.ingest.model import Area
from pipelines.ingest.oddities import FAILED
from pipelines.ingest.open_document_styles import Styles
from pipelines.ingest.raised_signs import joined
from pipelines.ingest.sheet_facts import Place, SheetFacts

_REMARKABLE = (
    r"""-spanned|visibility|["']false|formula|text-position|number:text>[^<]*[^<\x00-\x7f]"""
    r"""|annotation|text-box|custom-shape|line-through-style *= *["'][^n]"""
    r"""|[:<](?:line-break|tab) *[/>]"""
    r"""|display-factor|embedded-text|number:text>[^<]*[0-9]"""
    r"""|value *= *["'](?:[0-9]{16}|[0-9.]+[eE]\+|(?:19|20)[0-9]{2}\.1["'])"""
)
"""What any of it is told by; most workbooks have none of it, and are not gone through by element."""
_FAILURE = re.compile(rf"{FAILED}|^\s*Err:[0-9]+\s*$")
_ODD_VALUE = re.compile(r"[0-9]{16,}(?:\.0*)?|[0-9.]+[eE]\+(?:1[5-9]|[2-9][0-9])")
_CUT_VALUE = re.compile(r"(?:19|20)[0-9]{2}\.1")
BREAKS = {"line-break": "\n", "tab": "\t"}
"""Elements that part what stands before and behind them, and that the reader of the cells passes over."""
SEPARATOR = " "
"""Between a namespace and a name, where the parser puts them together."""
MOST_REPEATED = 10_000
"""So often a row or cell is repeated at most: what is repeated to the end of the sheet is empty."""
Attributes = Mapping[str, str]


def open_document_facts(content: bytes) -> dict[str, SheetFacts] | None:
    """The facts of each sheet by its name; empty where nothing remarkable is seen, None where it is no XML.

    Args:
        content: the part `content.xml`, free of entities.
    """
    if not _is_remarkable(content):
        return {}
    reader = _Reader()
    try:
        reader.read(content)
    except (expat.ExpatError, ValueError):
        return None
    return reader.sheets


def _is_remarkable(content: bytes) -> bool:
    try:
        text = pl.Series([content], dtype=pl.Binary).cast(pl.String)
    except pl.exceptions.ComputeError:  # not in UTF-8
        return True
    return bool(text.str.contains(_REMARKABLE).item())


class _Reader:
    """Goes through the elements once; `sheets` are the facts found."""

    def __init__(self) -> None:
        self.sheets: dict[str, SheetFacts] = {}
        self._styles = Styles()
        self._sheet: SheetFacts | None = None
        self._row = self._column = self._rows = 0
        self._defaults: list[tuple[int, str]] = []
        self._cell: Attributes | None = None
        self._runs: list[tuple[str, bool]] = []
        self._paragraphs = self._spans = self._notes = self._tables = 0
        self._raised_at: int | None = None
        self._is_struck = self._is_parted = False

    def read(self, content: bytes) -> None:
        parser = expat.ParserCreate(namespace_separator=SEPARATOR)
        parser.buffer_text = True
        parser.StartElementHandler = self._begin
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text
        parser.Parse(content, True)

    def _begin(self, tag: str, named: Attributes) -> None:
        name = tag.rpartition(SEPARATOR)[2]
        attributes = {_name(key): value for key, value in named.items()}
        if name == "table":
            self._tables += 1
            if self._tables == 1:
                self._sheet = self.sheets.setdefault(attributes.get("name", ""), SheetFacts())
                self._sheet.is_hidden = attributes.get("style-name") in self._styles.hidden_tables
                self._row, self._column, self._defaults = 0, 0, []
        elif self._sheet is None:
            self._styles.begin(name, attributes)
        elif name == "annotation":
            self._notes += 1
            if self._cell is not None:
                self._sheet.comments.append((self._row, self._column))
        elif name in ("text-box", "custom-shape"):
            self._sheet.text_boxes += 1
        elif self._tables == 1 and not self._notes:
            self._begin_inside(self._sheet, name, attributes)

    def _begin_inside(self, sheet: SheetFacts, name: str, attributes: Attributes) -> None:
        if name == "table-column":
            first, self._column = self._column, self._column + _count(attributes, "number-columns-repeated")
            self._defaults.append((self._column, attributes.get("default-cell-style-name", "")))
            if attributes.get("visibility", "visible") != "visible":
                sheet.hidden_columns.append((first, self._column - 1))
        elif name == "table-row":
            self._column, self._rows = 0, _count(attributes, "number-rows-repeated")
            if attributes.get("visibility", "visible") != "visible":
                sheet.hidden_rows += range(self._row, self._row + min(self._rows, MOST_REPEATED))
        elif name in ("table-cell", "covered-table-cell"):
            self._cell, self._runs, self._paragraphs = attributes, [], 0
            self._is_struck = self._is_parted = False
        elif name == "p" and self._cell is not None:
            self._runs += [("\n", False)] if self._paragraphs else []
            self._paragraphs += 1
        elif name == "s":
            self._runs.append((" " * _count(attributes, "c"), False))
        elif name in BREAKS:
            self._runs.append((BREAKS[name], False))
            self._is_parted = True
        elif name == "span":
            self._spans += 1
            self._is_struck = self._is_struck or attributes.get("style-name") in self._styles.struck
            if self._raised_at is None and attributes.get("style-name") in self._styles.raised_texts:
                self._raised_at = self._spans

    def _text(self, text: str) -> None:
        if self._sheet is None:
            self._styles.text(text)
        elif self._cell is not None and self._paragraphs and not self._notes:
            self._runs.append((text, self._raised_at is not None))

    def _end(self, tag: str) -> None:
        name = tag.rpartition(SEPARATOR)[2]
        if name == "table":
            self._tables -= 1
        elif self._sheet is None:
            self._styles.end(name)
        elif name == "annotation":
            self._notes -= 1
        elif self._tables == 1 and not self._notes:
            self._end_inside(self._sheet, name)

    def _end_inside(self, sheet: SheetFacts, name: str) -> None:
        if name == "span":
            self._raised_at = None if self._raised_at == self._spans else self._raised_at
            self._spans -= 1
        elif name == "table-row":
            self._row += self._rows
        elif name in ("table-cell", "covered-table-cell") and self._cell is not None:
            repeated = _count(self._cell, "number-columns-repeated")
            rows = range(self._row, self._row + min(self._rows, MOST_REPEATED))
            columns = range(self._column, self._column + min(repeated, MOST_REPEATED))
            for place in itertools.product(rows, columns):
                if not self._add(sheet, place, self._cell):
                    break  # a cell that tells nothing tells nothing anywhere
            self._column += repeated
            self._cell = None

    def _add(self, sheet: SheetFacts, place: Place, cell: Attributes) -> bool:
        """Add what a cell tells; false where it tells nothing."""
        before = _size(sheet)
        down, across = _count(cell, "number-rows-spanned"), _count(cell, "number-columns-spanned")
        if down > 1 or across > 1:
            sheet.merged.append(Area(*place, place[0] + down - 1, place[1] + across - 1))
        text = "".join(run for run, _ in self._runs)
        kind, value = cell.get("value-type", ""), cell.get("value", "")
        if cell.get("calcext:value-type") == "error" or ("formula" in cell and _FAILURE.search(text)):
            if sheet.failed is not None:
                sheet.failed.append(place)
        elif "formula" in cell and not _has_result(cell, has_text=self._paragraphs > 0):
            sheet.uncomputed.append(place)
        if kind == "float" and _ODD_VALUE.fullmatch(value):
            sheet.lost.append(place)
        elif kind == "float" and _CUT_VALUE.fullmatch(value):
            sheet.cut.append(place)
        if told := joined(self._runs) or (text if self._is_parted and not value else None):
            sheet.raised[place] = told
        style = cell.get("style-name") or self._default(place[1])
        if self._runs and (self._is_struck or style in self._styles.struck):
            sheet.struck.append(place)
        if value and (code := self._styles.unit_format(style)):
            sheet.formats[place] = code
        return _size(sheet) > before

    def _default(self, column: int) -> str:
        """The style of the cells of a column that name none."""
        return next((style for end, style in self._defaults if column < end), "")


def _has_result(cell: Attributes, *, has_text: bool) -> bool:
    """Whether the result of a formula stands in its cell; an empty text is one."""
    kind = cell.get("value-type", "")
    if not kind:
        return has_text
    held = f"{kind}-value" if kind in ("string", "date", "time", "boolean") else "value"
    return has_text or held in cell


def _size(sheet: SheetFacts) -> int:
    told = (
        sheet.merged,
        sheet.uncomputed,
        sheet.failed or (),
        sheet.lost,
        sheet.cut,
        sheet.raised,
        sheet.struck,
        sheet.formats,
    )
    return sum(map(len, told))


def _count(attributes: Attributes, name: str) -> int:
    text = attributes.get(name, "1")
    return int(text) if text.isdigit() else 1


def _name(key: str) -> str:
    """An attribute's name; those that LibreOffice adds to the standard's own are told apart."""
    namespace, _, name = key.rpartition(SEPARATOR)
    return f"calcext:{name}" if namespace.endswith("calcext:1.0") else name
