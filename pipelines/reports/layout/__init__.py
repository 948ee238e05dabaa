"""How the printed tables are laid out, as data: one CSV a table, read once.

What does not belong here: names of indicators and words for verdicts, which the version's marts hold.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from functools import cache
from importlib.resources import files


@cache
def layout(name: str) -> tuple[Mapping[str, str], ...]:
    """The rows of `<name>.csv`, a text a column, empty where nothing is said."""
    text = (files(__package__) / f"{name}.csv").read_text(encoding="utf-8")
    return tuple(csv.DictReader(text.splitlines()))


def listed(text: str) -> frozenset[str]:
    """The codes of a cell that lists several, `211|218`."""
    return frozenset(text.split("|")) if text else frozenset()
