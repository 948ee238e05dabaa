"""What a figure usually is: rows of `codes/usual_ranges.csv`, so wide that only a wrong unit lies outside.

A factor of a unit is 15 (亩 to hectares) or more, mostly 666.67 or 10,000. What does not belong here: what is
impossible (the columns' own limits), and what is said (telling.unusual).
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class UsualRange:
    """The range of one column of a dataset, in the unit in which it lands; zero is always usual.

    Attributes:
        column: the column.
        per: the columns by whose sum it is divided before; none where it is looked at as it is.
        least: the smallest usual figure above zero.
        most: the largest.
    """

    column: str
    per: tuple[str, ...]
    least: float
    most: float


@cache
def usual_ranges(dataset: str) -> tuple[UsualRange, ...]:
    """The ranges of the columns of a dataset that have one."""
    table = files("pipelines.contracts") / "codes" / "usual_ranges.csv"
    with table.open(encoding="utf-8") as lines:
        return tuple(
            UsualRange(row["column"], tuple(row["per"].split()), float(row["least"]), float(row["most"]))
            for row in csv.DictReader(lines)
            if row["dataset"] == dataset
        )
