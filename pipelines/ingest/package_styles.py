"""The cell styles of an .xlsx whose number format shows a unit.

What does not belong here: what a format shows (number_formats), which cells have which style (worksheet_xml).
"""

from __future__ import annotations

from xml.etree import ElementTree

from pipelines.ingest.number_formats import shown_unit


def unit_styles(styles: bytes) -> dict[int | None, str]:
    """The code of the number format of each cell style that shows a unit, by the style's number.

    Args:
        styles: the part with the styles; empty, or one that cannot be read, has none.
    """
    if b"formatCode" not in styles:
        return {}
    try:
        root = ElementTree.fromstring(styles)
    except ElementTree.ParseError:
        return {}
    codes = {one.get("numFmtId"): one.get("formatCode", "") for one in root.iter() if _is(one, "numFmt")}
    shown = {identity: code for identity, code in codes.items() if shown_unit(code)}
    cell_styles = next((one for one in root if _is(one, "cellXfs")), ())
    return {
        number: shown[identity]
        for number, style in enumerate(cell_styles)
        if (identity := style.get("numFmtId")) in shown
    }


def _is(element: ElementTree.Element, name: str) -> bool:
    return element.tag.rpartition("}")[2] == name
