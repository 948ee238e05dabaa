"""A change to a measure: the one form of what a plan does and of what a person wrote.

What does not belong here: reading and writing them (changes).
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Change:
    """By how much a measure of a school stage changes, in the measure's unit.

    Without a stage it is one of the whole school: what its stages share changes in all of them.
    """

    county_code: str
    school_year: int
    school_code: str
    stage: str | None
    measure_code: str
    delta: float
