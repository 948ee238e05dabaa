"""The code lists: every word a column may hold and every way it is written, rows of `codes/words.csv`.

What does not belong here: what the words mean for an indicator (dbt's seeds).
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from pipelines.ingest.fold import fold


@cache
def _rows() -> tuple[tuple[str, str, str], ...]:
    table = files("pipelines.contracts") / "codes" / "words.csv"
    lines = table.read_text(encoding="utf-8").splitlines()
    return tuple((row["list"], row["value"], row["written"]) for row in csv.DictReader(lines))


@cache
def ways_of_writing(name: str) -> Mapping[str, str]:
    """From each way of writing, folded and in lower case, to the word of the list."""
    return {fold(written).lower(): value for list_, value, written in _rows() if list_ == name}


@cache
def every_word() -> frozenset[str]:
    """Every way of writing of every list, folded and in lower case."""
    return frozenset(fold(written).lower() for _, _, written in _rows())


@cache
def canonical(name: str) -> tuple[str, ...]:
    """The words of a list in its order."""
    return tuple(dict.fromkeys(value for list_, value, _ in _rows() if list_ == name))


@cache
def first_written(name: str) -> tuple[str, ...]:
    """For each word of a list the first way in which people write it that is no mere number."""
    written: dict[str, list[str]] = {}
    for list_, value, way in _rows():
        if list_ == name:
            written.setdefault(value, []).append(way)
    return tuple(next((way for way in ways if not way.isdigit()), ways[0]) for ways in written.values())
