"""How a sheet comes out on paper, and how much room a text takes in a cell.

Not every program finds the height of a row by itself. What does not belong here: fonts and colours (style).
"""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Sequence

from xlsxwriter.worksheet import Worksheet

A4 = 9
LINE = {"title": 26.0, "section": 18.0}
"""Points a line takes; other looks take `PLAIN_LINE`."""
PLAIN_LINE = 14.5
ROW = 20.0
"""Points a row takes at least."""
LYING, ACROSS = 480.0, 760.0
"""Points of a lying page between its margins, from top to bottom and across, with a little to spare."""
A_SIGN = 7.5
"""Points of a character of half width in a column, in the widest font that programs take where the usual one,
which needs 5.25, is not there."""


def set_up(sheet: Worksheet, footer: str, *, landscape: bool = True) -> None:
    """A4, as wide as the page, the pages numbered; codes are text on purpose.

    Args:
        sheet: the sheet.
        footer: what stands at the left of every page's foot.
        landscape: whether the page lies.
    """
    if landscape:
        sheet.set_landscape()
    sheet.set_paper(A4)
    sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.7)
    sheet.center_horizontally()
    sheet.fit_to_pages(1, 0)
    sheet.set_footer(f"&L&10{footer.replace('&', '&&')}&R&10第 &P 页，共 &N 页")
    sheet.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})


def breaks(
    blocks: Sequence[tuple[int, float]], above: float, repeated: float, hundredths: int = 100
) -> list[int]:
    """Before which rows a lying page ends, so that no block is parted that fits on one.

    Args:
        blocks: the first row of each and its points, in order.
        above: points of what stands above the first.
        repeated: points of what stands on every further page.
        hundredths: how large it is printed.
    """
    room = LYING * 100 / hundredths
    found, filled = [], above
    for first, points in blocks:
        is_long = repeated + points > room
        if filled + points > room and not (is_long and filled < room / 2) and filled > repeated:
            found.append(first)
            filled = repeated
        filled += points
        while filled > room:
            filled += repeated - room
    return found


def scale(widths: Sequence[float]) -> int:
    """In how many hundredths a lying page takes these columns."""
    return min(100, math.floor(100 * ACROSS / sum(width * A_SIGN for width in widths)))


def height(text: str, width: float, name: str = "") -> float:
    """Points that a text of a look takes in a cell of a width, which is given in characters of half width."""
    lines = sum(max(1, math.ceil(half_widths(line) / max(width - 2, 1))) for line in text.split("\n"))
    return lines * LINE.get(name, PLAIN_LINE) + 4


def half_widths(text: str) -> float:
    """How wide a text is, in characters of half width."""
    return sum(1.9 if unicodedata.east_asian_width(one) in "WFA" else 1 for one in text)
