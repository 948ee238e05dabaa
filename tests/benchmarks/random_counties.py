"""Random counties with all seven resources, mixed schools and eight towns, for measuring the closing plan.

Prices are made up, so that there is a cost to compare. What does not belong here: planning them (plans).
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from itertools import combinations

from pipelines.planning.situation import WHOLE, Action, Aspect, Place, Situation, Standing, Unit

TOWNS = 8
PUPILS_A_TEACHER = 14
PRIMARY, JUNIOR = "小学", "初中"
PER_PUPIL = {  # what the standard asks of a pupil, in the unit of a quantity
    PRIMARY: {
        "R1": "0.042",
        "R2": "0.01",
        "R3": "0.009",
        "R4": "4.5",
        "R5": "7.5",
        "R6": "0.2",
        "R7": "0.023",
    },
    JUNIOR: {
        "R1": "0.053",
        "R2": "0.01",
        "R3": "0.009",
        "R4": "5.8",
        "R5": "10.2",
        "R6": "0.25",
        "R7": "0.024",
    },
}
WEIGHT = {PRIMARY: Fraction(1), JUNIOR: Fraction(11, 10)}
CV_LIMIT = {PRIMARY: Fraction(1, 2), JUNIOR: Fraction(9, 20)}
TEACHERS, PLANT = ("R1", "R2", "R3"), ("R4", "R5", "R6", "R7")
SPREAD = {"R1": 0.15, "R2": 0.3, "R3": 0.3, "R4": 0.35, "R5": 0.55, "R6": 0.55, "R7": 0.3}
"""How unlike units are: the deviation of the logarithm of what they have."""
FINE = Fraction(1, 100)
KINDS = tuple(kind for size in (1, 2, 3) for kind in combinations(TEACHERS, size))
"""All that a teacher can count in."""
ACTIONS = (
    Action("build_area", "新建", ("R4",), 1, FINE, of_campus=True, price=Fraction(3, 10)),
    Action("build_sports", "新建", ("R5",), 1, FINE, of_campus=True, price=Fraction(1, 20)),
    Action("hire", "新增", ("R1",), 2, price=Fraction(10)),
    Action("hire_pe_arts", "新增", ("R1", "R3"), 2, price=Fraction(10)),
    Action("buy_rooms", "购置", ("R7",), 3, of_campus=True, price=Fraction(5)),
    Action("buy_equipment", "购置", ("R6",), 4, FINE, of_campus=True, price=Fraction(1)),
    Action("train", "培训", ("R1",), 5, price=Fraction(2)),
    Action("recognise", "认定", ("R2",), 5, price=Fraction(1)),
    *(
        Action(f"move_{code}", "调配", (code,), 6, is_move=True, may_count_in=TEACHERS, pool="exchange")
        for code in TEACHERS
    ),
    Action("move_equipment", "调配", ("R6",), 6, is_move=True, may_count_in=("R6",), of_campus=True),
)
MOVES_BY_ROSTER = tuple(
    Action(
        f"move_only_{'_'.join(kind)}",
        "调配",
        kind,
        6,
        is_move=True,
        may_count_in=kind,
        pool="exchange",
        falls_under=tuple(f"move_{code}" for code in kind),
    )
    for kind in KINDS
)


def county(units: int, seed: int) -> Situation:
    """A random county: one in eight schools has both stages."""
    rng = random.Random(seed)
    pupils: dict[Unit, int] = {}
    standings: dict[tuple[Unit, str], Standing] = {}
    towns: dict[str, str] = {}
    number = 0
    while len(pupils) < units:
        school = f"{number:04}"
        towns[school] = str(rng.randrange(TOWNS))
        is_mixed = number % 8 == 0 and units - len(pupils) > 1
        stages = (PRIMARY, JUNIOR) if is_mixed else (JUNIOR if number % 3 == 0 else PRIMARY,)
        number += 1
        of_school = {Unit(school, stage): max(60, int(rng.lognormvariate(6.2, 0.6))) for stage in stages}
        pupils |= of_school
        weights = {unit: WEIGHT[unit.stage] * n for unit, n in of_school.items()}
        luck = {code: rng.lognormvariate(0.35, SPREAD[code]) for code in PER_PUPIL[PRIMARY]}
        for code in PLANT:
            asked = sum(Fraction(PER_PUPIL[unit.stage][code]) * n for unit, n in of_school.items())
            has = Fraction(round(float(asked) * luck[code], 0 if code == "R7" else 2)).limit_denominator(100)
            for unit, n in of_school.items():
                share = weights[unit] / sum(weights.values())
                standings[unit, code] = _standing(unit, code, n, has * share, share)
        for unit, n in of_school.items():
            for code in TEACHERS:
                has = Fraction(round(float(PER_PUPIL[unit.stage][code]) * n * luck[code]))
                standings[unit, code] = _standing(unit, code, n, has, WHOLE)
    return Situation(
        pupils=pupils,
        towns=towns,
        standings=standings,
        indicators=tuple(PER_PUPIL[PRIMARY]),
        min_met=6,
        cv_limits={
            Aspect(stage, code): limit for stage, limit in CV_LIMIT.items() for code in PER_PUPIL[stage]
        },
        actions=ACTIONS,
        not_yet={
            (action, Place(*unit)): Fraction(max(0, n // PUPILS_A_TEACHER - int(standings[unit, code].has)))
            for unit, n in pupils.items()
            for action, code in (("train", "R1"), ("recognise", "R2"))
        },
        pools={"exchange": Fraction(sum(pupils.values()) // 140)},
    )


def _standing(unit: Unit, code: str, pupils: int, has: Fraction, share: Fraction) -> Standing:
    threshold = Fraction(PER_PUPIL[unit.stage][code]) * pupils
    return Standing(has, threshold, threshold * Fraction(85, 100), share)


def with_rosters(situation: Situation, seed: int) -> Situation:
    """The same county where every school has a roster; chance says who counts in several indicators."""
    rng = random.Random(f"rosters {seed}")
    there_are: dict[tuple[str, Place], Fraction] = {}
    for unit in situation.units:
        kinds = Counter(_kinds(situation, unit, rng))
        for move, kind in zip(MOVES_BY_ROSTER, KINDS, strict=True):
            there_are[move.code, Place(*unit)] = Fraction(kinds[kind])
        there_are |= {(f"move_{code}", Place(*unit)): Fraction(0) for code in TEACHERS}
    return replace(situation, actions=(*situation.actions, *MOVES_BY_ROSTER), there_are=there_are)


def _kinds(situation: Situation, unit: Unit, rng: random.Random) -> Iterator[tuple[str, ...]]:
    """What each teacher of a unit counts in."""
    has = {code: int(situation.standings[unit, code].has) for code in TEACHERS}
    teachers = range(max(situation.pupils[unit] // PUPILS_A_TEACHER, *has.values()))
    chosen = {code: set(rng.sample(teachers, many)) for code, many in has.items()}
    for teacher in teachers:
        if kind := tuple(code for code in TEACHERS if teacher in chosen[code]):
            yield kind


def unpriced(situation: Situation) -> Situation:
    """The same county before anybody has written a price."""
    return replace(situation, actions=tuple(replace(one, price=None) for one in situation.actions))
