"""The cell styles of an .xlsx that change what a cell says: struck out, a number format that shows more.

What does not belong here: what a format shows (number_formats), which cells have which style (worksheet_xml).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from xml.etree import ElementTree

from pipelines.ingest.number_formats import is_telling

FALSE = ("0", "false", "off")


@dataclass(frozen=True, slots=True)
class CellStyles:
    """Cell styles, by their number.

    Attributes:
        formats: the code of a number format that shows a unit or another number.
        struck: styles that strike out what stands in a cell.
    """

    formats: Mapping[int | None, str] = field(default_factory=dict)
    struck: frozenset[int | None] = frozenset()

    def __bool__(self) -> bool:
        return bool(self.formats or self.struck)


def telling_styles(styles: bytes) -> CellStyles:
    """The cell styles that change what a cell says.

    Args:
        styles: the part with the styles; empty, or one that cannot be read, has none.
    """
    if b"formatCode" not in styles and b"strike" not in styles:
        return CellStyles()
    try:
        root = ElementTree.fromstring(styles)
    except ElementTree.ParseError:
        return CellStyles()
    codes = {one.get("numFmtId"): one.get("formatCode", "") for one in root.iter() if _is(one, "numFmt")}
    shown = {identity: code for identity, code in codes.items() if is_telling(code)}
    fonts = [one for part in root if _is(part, "fonts") for one in part]
    struck = {str(at) for at, font in enumerate(fonts) if any(map(is_struck, font))}
    cell_styles = next((list(one) for one in root if _is(one, "cellXfs")), [])
    return CellStyles(
        {
            number: shown[identity]
            for number, style in enumerate(cell_styles)
            if (identity := style.get("numFmtId")) in shown
        },
        frozenset(number for number, style in enumerate(cell_styles) if style.get("fontId") in struck),
    )


def is_struck(element: ElementTree.Element) -> bool:
    """Whether an element of a font strikes out."""
    return (_is(element, "strike") or _is(element, "dstrike")) and element.get("val", "1") not in FALSE


def _is(element: ElementTree.Element, name: str) -> bool:
    return element.tag.rpartition("}")[2] == name
