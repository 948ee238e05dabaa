"""The kinds of places that a login may be limited to, and which columns tell of them (`places.csv`).

A province is the first two digits of a county, a prefecture the first four, so they have no column; where
regions are compared, the region stands in the county's place. What does not belong here: what a login of a
place sees of which table (seen).
"""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

PLACES = Path(__file__).with_name("places.csv")
NATION = "nation"
"""The level of a login that is limited to no place."""


@dataclass(frozen=True)
class Place:
    """A kind of place: how many digits its code has, and what the column with it is called."""

    level: str
    digits: int
    columns: tuple[str, ...]


@cache
def places() -> dict[str, Place]:
    """The kinds of places by name, the largest first."""
    with PLACES.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return {
        row["level"]: Place(
            row["level"],
            int(row["digits"]),
            tuple(one["column_name"] for one in rows if one["level"] == row["level"] and one["column_name"]),
        )
        for row in rows
    }


def columns_of_places(columns: Iterable[str]) -> dict[str, str]:
    """The column of each kind of place among the columns of a table; the first named in `places.csv`."""
    has = set(columns)
    found = {level: [one for one in place.columns if one in has] for level, place in places().items()}
    return {level: named[0] for level, named in found.items() if named}
