"""Breaking Chinese text into lines: numbers, dates and Latin words stay whole, no line begins with a stop.

A PDF is laid out by us; whoever opens a .docx has a program that does this. What does not belong here:
fonts and paper (as_pdf).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Final

NOT_FIRST: Final = frozenset("，。；：、？！）】》”’％%）")
"""What no line may begin with."""
PIECES: Final = re.compile(r"[0-9A-Za-z][0-9A-Za-z.,:/~-]*%?|.", re.DOTALL)
"""What is not parted: a number, a date, a word in Latin letters; else a letter by itself."""


def broken(text: str, width: float, measure: Callable[[str], float]) -> str:
    """The text with its lines broken.

    Args:
        text: any text; its own breaks stay.
        width: of a line.
        measure: how wide a text is, in the same unit.
    """
    return "\n".join(line for part in text.split("\n") for line in _lines(part, width, measure))


def _lines(text: str, width: float, measure: Callable[[str], float]) -> Iterator[str]:
    line: list[str] = []
    for piece in _fitting(text, width, measure):
        if line and measure("".join([*line, piece])) > width:
            # what may not stand first takes along what stands before it
            carried = [line.pop()] if piece in NOT_FIRST and len(line) > 1 else []
            yield "".join(line)
            line = [*carried, piece]
        else:
            line.append(piece)
    yield "".join(line)


def _fitting(text: str, width: float, measure: Callable[[str], float]) -> Iterator[str]:
    """The pieces of a text; one that is wider than a line comes letter by letter."""
    for piece in PIECES.findall(text):
        if measure(piece) > width:
            yield from piece
        else:
            yield piece
