"""The words for units, and what one is of another: rows of `units.csv`.

Two units measure the same thing where their dimension is the same. A unit without a size is known and never
converted (datasets.md, "When in doubt" 3: 亩), because what people call by it differs. What does not
belong here: where a file states a unit (contracts.recognising), and which unit a column has (its contract).
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit: its name as columns have it, what it measures, and its size in the smallest unit of that."""

    name: str
    dimension: str
    size: float | None

    def factor_to(self, other: Unit) -> float | None:
        """What a figure in this unit is multiplied with to stand in another; None where nobody converts."""
        if self.name == other.name:
            return 1.0
        if self.dimension != other.dimension or self.size is None or other.size is None:
            return None
        return self.size / other.size


@cache
def words() -> Mapping[str, Unit]:
    """Every way a unit is written, after width folding, the longest first."""
    text = (files(__package__) / "units.csv").read_text(encoding="utf-8")
    rows = list(csv.DictReader(text.splitlines()))
    units = {
        row["word"]: Unit(row["unit"], row["dimension"], float(row["size"]) if row["size"] else None)
        for row in rows
    }
    return dict(sorted(units.items(), key=lambda one: -len(one[0])))
