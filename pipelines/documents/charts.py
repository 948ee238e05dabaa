"""Drawings as pictures. Their letters are those of every machine; Chinese stands in the text.

What does not belong here: the figures, which come printed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Final

from PIL import Image, ImageDraw, ImageFont

SCALE: Final = 4
"""Dots a point, so that print is sharp."""
WIDTH, ROW, LEFT, RIGHT, TOP = 450, 17, 42, 78, 8
INK, GRID, GOOD, BAD, LIMIT = "#1a1a1a", "#c8c8c8", "#2f6f9f", "#b3261e", "#1a1a1a"
LETTERS: Final = 9
PARTED: Final = 6
"""Points between two groups."""
NEAR: Final = 40
"""Points that a figure takes behind its bar."""


@dataclass(frozen=True)
class Bar:
    """A figure against its limit.

    Attributes:
        name: what stands left of it, in Latin letters.
        value: the figure, None where there is none.
        printed: the figure as people read it.
        limit: what it is held against.
        is_over: whether it breaks its limit.
    """

    name: str
    value: float | None
    printed: str
    limit: float
    is_over: bool


def bars(groups: Sequence[Sequence[Bar]]) -> bytes:
    """Bars below each other, each with its limit as a stroke; what breaks it is hatched too.

    Args:
        groups: parted by a gap.
    """
    every = [bar for group in groups for bar in group]
    most = max([bar.value or 0.0 for bar in every] + [bar.limit for bar in every], default=1.0) * 1.05
    high = TOP * 2 + ROW * len(every) + PARTED * max(len(groups) - 1, 0)
    image = Image.new("RGB", (WIDTH * SCALE, high * SCALE), "white")
    drawing = ImageDraw.Draw(image)
    at = TOP
    for group in groups:
        for bar in group:
            _bar(drawing, bar, at, most)
            at += ROW
        at += PARTED
    file = BytesIO()
    image.save(file, "PNG", optimize=True, dpi=(72 * SCALE, 72 * SCALE))
    return file.getvalue()


def _bar(drawing: ImageDraw.ImageDraw, bar: Bar, at: int, most: float) -> None:
    letters = ImageFont.load_default(LETTERS * SCALE)
    middle = (at + ROW / 2) * SCALE
    top, bottom = (at + 3) * SCALE, (at + ROW - 3) * SCALE
    start, end = LEFT * SCALE, _place(bar.value or 0.0, most)
    drawing.text(((LEFT - 8) * SCALE, middle), bar.name, INK, letters, anchor="rm")
    drawing.line([(start, middle), (_place(most, most), middle)], GRID, 1)
    if bar.value is not None:
        drawing.rectangle([start, top, end, bottom], BAD if bar.is_over else GOOD)
        if bar.is_over:
            _hatch(drawing, start, end, top, bottom)
    stroke = _place(bar.limit, most)
    drawing.line([(stroke, at * SCALE), (stroke, (at + ROW) * SCALE)], LIMIT, SCALE)
    # a figure is not written over the stroke of its limit
    is_near = bar.value is not None and end <= stroke < end + NEAR * SCALE
    beside = (stroke if is_near else end) + 5 * SCALE
    drawing.text((beside, middle), bar.printed, INK, letters, anchor="lm")


def _place(value: float, most: float) -> float:
    """Where a figure stands, in dots."""
    return (LEFT + (WIDTH - LEFT - RIGHT) * value / most) * SCALE


def _hatch(drawing: ImageDraw.ImageDraw, start: float, end: float, top: float, bottom: float) -> None:
    step, high = 5 * SCALE, bottom - top
    at = start
    while at < end:
        to = (min(at + high, end), max(bottom - (end - at), top))
        drawing.line([(at, bottom), to], "white", SCALE // 2)
        at += step
