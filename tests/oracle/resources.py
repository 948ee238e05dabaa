"""R1–R7: each school's figures and verdicts, the school as a whole, and the county's balance (standard §1).

Exact fractions throughout, so reaching a threshold exactly is reaching it. The reliefs are §7's.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from .schools import JUNIOR, PRIMARY, TEACHING_POINT, School, total

Figures = dict[str, object]
CODES = ("R1", "R2", "R3", "R4", "R5", "R6", "R7")
PER_HUNDRED = {"R1", "R2", "R3", "R7"}
SHARED_PLANT = {"R4", "R5", "R6", "R7"}
THRESHOLDS = {
    PRIMARY: dict(zip(CODES, map(Fraction, ("4.2", "1", "0.9", "4.5", "7.5", "2000", "2.3")), strict=True)),
    JUNIOR: dict(zip(CODES, map(Fraction, ("5.3", "1", "0.9", "5.8", "10.2", "2500", "2.4")), strict=True)),
}
# degrees above the one a stage requires: 专科 in 初中, 高中阶段 in 小学
ABOVE_REQUIRED = {
    PRIMARY: ("bachelor", "master", "doctor", "college"),
    JUNIOR: ("bachelor", "master", "doctor"),
}
FLOOR = Fraction("0.85")
CV_LIMITS = {PRIMARY: Fraction("0.50"), JUNIOR: Fraction("0.45")}
SMALLEST_POINT = 50


@dataclass(frozen=True)
class Unit:
    """One school's stage that R1–R7 look at."""

    school: School
    stage: str
    standing: str  # counts | left_out | empty

    @property
    def pupils(self) -> Fraction | None:
        """在校生数 of the stage."""
        return self.school.pupils(self.stage)


def units(schools: list[School]) -> list[Unit]:
    """Every school × stage of primary and junior, with its standing."""
    return [
        Unit(school, stage, _standing(school, stage))
        for school in schools
        for stage in school.stages
        if stage in THRESHOLDS
    ]


def _standing(school: School, stage: str) -> str:
    pupils = school.pupils(stage)
    if not school.ordinary:
        return "left_out"
    if pupils == 0:
        return "empty"
    if school.kind == TEACHING_POINT and pupils is not None and pupils < SMALLEST_POINT:
        return "left_out"
    return "counts"


def resource(unit: Unit, code: str, *, reliefs: bool) -> Fraction | None:
    """The numerator of one indicator for one unit, in its own unit (元 for R6); None when unknown."""
    school, stage = unit.school, unit.stage
    if code == "R1":
        return total(school.staff(stage, degree) for degree in ABOVE_REQUIRED[stage])
    if code == "R2":
        return school.staff(stage, "backbone")
    if code == "R3":
        own = total(school.staff(stage, subject) for subject in ("pe", "arts"))
        pupils = unit.pupils
        if own is not None and reliefs and school.rural and pupils is not None and 50 <= pupils <= 99:
            own += school.staff(stage, "visiting") or 0
        return own
    return _shared(unit, _whole_campus(school, code, stage))


def _whole_campus(school: School, code: str, stage: str) -> Fraction | None:
    if code == "R4":
        area, indoor = school.plant("teaching_area", stage), school.plant("indoor_area", stage)
        return None if area is None or indoor is None else area - indoor
    if code == "R5":
        return total(school.plant(measure, stage) for measure in ("outdoor_area", "indoor_area"))
    if code == "R6":
        value = school.plant("equipment", stage)
        return None if value is None else value * 10000
    return school.plant("multimedia", stage)


def _shared(unit: Unit, campus: Fraction | None) -> Fraction | None:
    share = unit.school.share(unit.stage)
    return None if campus is None or share is None else campus * share


def judge(value: Fraction | None, threshold: Fraction) -> str:
    """At the threshold met, at 85% of it near, else unmet; no_data when nothing is known."""
    if value is None:
        return "no_data"
    if value >= threshold:
        return "met"
    return "near" if value >= threshold * FLOOR else "unmet"


def indicator(unit: Unit, code: str, *, reliefs: bool) -> Figures:
    """One row of fct_school_indicator for R1–R7."""
    if unit.standing != "counts":
        return {"status": "not_applicable"}
    threshold = THRESHOLDS[unit.stage][code]
    fixed: Figures = {"threshold": threshold, "floor": threshold * FLOOR}
    numerator, pupils = resource(unit, code, reliefs=reliefs), unit.pupils
    if numerator is None or pupils is None:
        return {**fixed, "value": None, "status": "no_data"}
    value = numerator / pupils * (100 if code in PER_HUNDRED else 1)
    return {
        **fixed,
        "numerator": numerator,
        "denominator": pupils,
        "value": value,
        "status": judge(value, threshold),
    }


def compliance(statuses: list[str]) -> Figures:
    """The verdict over one school's seven: six met, and the seventh at least near."""
    count = {word: statuses.count(word) for word in ("met", "near", "unmet", "no_data")}
    passes: bool | None = None
    if count["unmet"] >= 1 or count["near"] + count["unmet"] >= 2:
        passes = False
    elif count["no_data"] == 0:
        passes = True
    return {**{f"indicators_{word}": times for word, times in count.items()}, "passes": passes}


def over_units(code: str, rows: Sequence[Figures]) -> Figures:
    """The county's row of one indicator and stage: its units by verdict, and the average over what is known.

    Unmet if any unit is; else without data if any lacks it; else near if any is; else met.
    """
    if not rows:
        return {"status": "not_applicable", "subjects_total": 0}
    statuses = [row["status"] for row in rows]
    counts: Figures = {
        "subjects_total": len(rows),
        **{f"subjects_{word}": statuses.count(word) for word in ("unmet", "near", "no_data")},
    }
    status = next((word for word in ("unmet", "no_data", "near") if word in statuses), "met")
    known = [(row["numerator"], row["denominator"]) for row in rows if row["status"] != "no_data"]
    if not known:
        return {**counts, "value": None, "status": status}
    amount, pupils = (sum((pair[at] for pair in known), Fraction(0)) for at in (0, 1))  # type: ignore[misc]
    value = amount / pupils * (100 if code in PER_HUNDRED else 1)
    return {**counts, "numerator": amount, "denominator": pupils, "value": value, "status": status}


def balance(stage: str, code: str, rows: Sequence[tuple[Fraction | None, Fraction | None]]) -> Figures:
    """The county's balance over (pupils, resource) of its units: weighted by pupils, population form."""
    known = [(pupils, amount) for pupils, amount in rows if pupils is not None and amount is not None]
    limit = CV_LIMITS[stage]
    pupils = sum((n for n, _ in known), Fraction(0))
    figures: Figures = {"units": len(known), "pupils": pupils or None, "cv_limit": limit}
    if not rows:
        return {**figures, "cv": None, "status": "not_applicable"}
    amount = sum((r for _, r in known), Fraction(0))
    if not known or amount == 0:
        return {**figures, "cv": None, "status": "no_data"}
    mean = amount / pupils
    variance = sum((n / pupils * (r / n - mean) ** 2 for n, r in known), Fraction(0))
    deviation, scale = math.sqrt(variance), 100 if code in PER_HUNDRED else 1
    # compared in squares, which are exact: cv <= limit
    status = "met" if variance <= (limit * mean) ** 2 else "unmet"
    return {
        **figures,
        "mean": mean * scale,
        "standard_deviation": deviation * scale,
        "cv": deviation / float(mean),
        "status": status if len(known) == len(rows) else "no_data",
    }
