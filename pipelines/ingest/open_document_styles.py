"""The styles of an OpenDocument workbook that change what a cell says: hidden tables, raised text, units.

What does not belong here: which cells have which style (open_document).
"""

from __future__ import annotations

from collections.abc import Mapping

from pipelines.ingest.number_formats import is_telling

NUMBER_STYLES = ("number-style", "currency-style")
RAISED = ("super", "sub")
NONE = "none"


class Styles:
    """The styles met so far, fed by the elements in their order.

    Attributes:
        hidden_tables: styles of sheets that are not shown.
        raised_texts: styles of raised or lowered text.
        struck: styles of cells and of text that strike out.
    """

    def __init__(self) -> None:
        self.hidden_tables: set[str | None] = set()
        self.raised_texts: set[str | None] = set()
        self.struck: set[str | None] = set()
        self._units: dict[str, str] = {}
        self._formats: dict[str | None, str] = {}
        self._style = self._number_style = ""
        self._code: list[str] = []
        self._is_text = False

    def unit_format(self, style: str | None) -> str | None:
        """The code of a cell style's number format, as other programs write it, if it is to be looked at."""
        return self._units.get(self._formats.get(style, ""))

    def begin(self, name: str, attributes: Mapping[str, str]) -> None:
        """An element of the styles begins."""
        if name == "style":
            self._style = attributes.get("name", "")
            self._formats[self._style] = attributes.get("data-style-name", "")
        elif name == "table-properties" and attributes.get("display") == "false":
            self.hidden_tables.add(self._style)
        elif name == "text-properties":
            if _is_raised(attributes.get("text-position", "")):
                self.raised_texts.add(self._style)
            if attributes.get("text-line-through-style", NONE) != NONE:
                self.struck.add(self._style)
        elif name in NUMBER_STYLES:
            self._number_style, self._code = attributes.get("name", ""), []
        elif name == "number":
            places = attributes.get("decimal-places", "0")
            self._code.append("0.0" if places not in ("", "0") else "0")
            self._code.append("," if attributes.get("display-factor", "1") != "1" else "")
        elif name == "embedded-text":
            self._code.append('0"."0')
        self._is_text = name in ("text", "currency-symbol")

    def text(self, text: str) -> None:
        """Text stands in an element of the styles."""
        if self._is_text and self._number_style:
            self._code.append(f'"{text}"')

    def end(self, name: str) -> None:
        """An element of the styles ends."""
        self._is_text = False
        if name in NUMBER_STYLES:
            code = "".join(self._code)
            if is_telling(code):
                self._units[self._number_style] = code
            self._number_style = ""


def _is_raised(position: str) -> bool:
    """Whether a `text-position`, such as `super 58%` or `33% 58%`, is off the line."""
    first = position.split(" ")[0]
    return first in RAISED or (first.rstrip("%").lstrip("-").isdigit() and first.strip("-0%") != "")
