"""How the sheets of the form are laid out, as data: `sheets.csv`, read once.

`band_ends`: the last column of each band, where the columns of a table stand in several below each other.
`centred`: columns whose texts stand in the middle. `verdicts`: columns that hold a verdict. `check`: the line
above what stands below a table for checking. What does not belong here: headings, names and words, which the
version's marts hold.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from functools import cache
from importlib.resources import files


@cache
def sheets() -> tuple[Mapping[str, str], ...]:
    """The sheets in their order, a text a column, empty where nothing is said."""
    text = (files(__package__) / "sheets.csv").read_text(encoding="utf-8")
    return tuple(csv.DictReader(text.splitlines()))


def listed(text: str) -> frozenset[str]:
    """The codes of a cell that lists several, `L1|L2`."""
    return frozenset(text.split("|")) if text else frozenset()
