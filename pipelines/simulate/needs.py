"""How many teachers of which standing each school's stage has, from its profile.

What does not belong here: which persons they are (staffing).
"""

import math
from collections.abc import Mapping
from typing import NamedTuple

from pipelines.simulate.model import County, Enrolment, School
from pipelines.simulate.tables import norm, profile_range, year_value


class Need(NamedTuple):
    """Counts of one school's stage; the last three lie within the first."""

    teachers: int
    qualified: int
    backbone: int
    pe_arts: int


def share(school: School, measure: str, draw: float) -> float:
    """Return the share of the norm that a school reaches, from its profile and a draw in 0…1."""
    low, high = profile_range(school.profile, measure)
    return low + (high - low) * draw


def whole(value: float, of_norm: float) -> int:
    """Return a whole count: rounded up where the school is to reach the norm, else to the nearest."""
    return math.ceil(value - 1e-9) if of_norm >= 1 else round(value)


def needs_of(
    county: County, enrolment: Enrolment, draws: Mapping[tuple[str, str], float]
) -> dict[tuple[str, str], Need]:
    """Return the need of every stage with pupils, by school key and stage."""
    factor = year_value(enrolment.year, "staff_factor")
    result = {}
    for school in county.open_schools(enrolment.year):
        for stage in school.intakes:
            pupils = enrolment.pupils(school.key, stage)
            if pupils:
                of_norm = {m: share(school, m, draws[school.key, m]) * factor for m in ("R1", "R2", "R3")}
                classes = enrolment.class_count(school.key, [stage])
                result[school.key, stage] = _need(stage, pupils, classes, of_norm)
    return result


def _need(stage: str, pupils: int, classes: int, of_norm: Mapping[str, float]) -> Need:
    counts = {m: whole(pupils * norm(stage, m) * s / 100, s) for m, s in of_norm.items()}
    qualified = counts["R1"]
    teachers = max(2, math.ceil(qualified / norm(stage, "qualified_share")), classes if pupils < 200 else 0)
    pe_arts = min(counts["R3"], teachers - 1)
    return Need(teachers, min(qualified, teachers), min(counts["R2"], teachers), pe_arts)
