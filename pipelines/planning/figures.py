"""Figures of the marts as exact fractions, and codes that stand in one cell.

What does not belong here: what is read (reading).
"""

from __future__ import annotations

from fractions import Fraction

BAR = "|"


def exact(value: float) -> Fraction:
    """The decimal that a floating number means."""
    return Fraction(str(round(value, 9)))


def parted(text: str | None) -> tuple[str, ...]:
    """Codes that stand in one cell, parted by a bar."""
    return tuple(text.split(BAR)) if text else ()
