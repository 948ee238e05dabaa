"""Results of the national monitoring of a county, subject by subject: the rows of `monitoring`.

What does not belong here: how the file writes levels and differences (writers).
"""

from random import Random
from typing import NamedTuple

from pipelines.simulate.tables import rows, school_years


class Result(NamedTuple):
    """One stage and subject of one monitoring year; the difference between schools is a fraction."""

    year: int
    stage: str
    subject: str
    level: str
    difference: float


def results(county_code: str, school_year: int) -> list[Result]:
    """Return what is handed in with a school year: its own results, with the first also the older ones."""
    first = school_years()[0]
    chosen = []
    for row in rows("monitoring"):
        year = int(row["monitoring_year"])
        if year == school_year or (school_year == first and year < first):
            draw = Random(f"{county_code}|{year}|{row['stage']}|{row['subject']}").uniform(-1, 1)
            difference = round(float(row["difference"]) + draw * float(row["spread"]), 4)
            chosen.append(Result(year, row["stage"], row["subject"], row["level"], difference))
    return chosen
