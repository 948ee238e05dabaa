"""Every plan of a tiny county tried, and the best of them held against the one the solver finds.

    python -m tests.unit.planning.brute_force [how many] [first seed]

A county has two or three units, one school may have both stages; two indicators, of which one is moved and
one is shared plant; prices, or none; a coefficient to hold, a pool, a limit. It reckons by itself, from the
same figures. What does not belong here: the tests (test_brute_force).
"""

from __future__ import annotations

import random
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from fractions import Fraction
from itertools import product

from pipelines.planning.checking import violations
from pipelines.planning.closing import close, everything, worth
from pipelines.planning.situation import Aspect, Place, Situation, Unit
from tests.unit.planning.small_counties import (
    BUY_ROOM,
    HIRE,
    JUNIOR,
    MOVE,
    PRIMARY,
    ROOMS,
    TEACHERS,
    situation,
    standing,
)

MOST_ROOMS, MOST_HIRED = 20, 12
"""More at one place than any tiny county can use."""
Worth = tuple[Fraction, ...]
Levels = tuple[int, ...]


def tiny_county(seed: int) -> Situation:
    """A random county; the same seed, the same county."""
    rng = random.Random(seed)
    schools = [("甲", PRIMARY), ("乙", PRIMARY), ("丙", PRIMARY)][: rng.choice((2, 3, 3))]
    if rng.random() < 0.4:
        schools[-1] = ("甲", JUNIOR)
    pupils = {unit: rng.randrange(50, 160, 10) for unit in schools}
    campus = rng.randrange(0, 6)
    weights = {PRIMARY: Fraction(1), JUNIOR: Fraction(11, 10)}
    standings = {}
    for unit in schools:
        both = [one for one in schools if one[0] == unit[0]]
        share = weights[unit[1]] * pupils[unit] / sum(weights[one[1]] * pupils[one] for one in both)
        rooms = campus * share if len(both) > 1 else rng.randrange(0, 6)
        need = Fraction(rng.choice((2, 3)) * pupils[unit], 100)
        standings[(*unit, ROOMS)] = standing(rooms, need, share=share)
        need = Fraction(rng.choice((9, 20)) * pupils[unit], 1000)
        standings[(*unit, TEACHERS)] = standing(rng.randrange(0, 5), need)
    priced = rng.random() < 0.5
    hire, buy = HIRE, BUY_ROOM
    if priced:
        hire, buy = (
            replace(HIRE, price=Fraction(rng.randrange(1, 9))),
            replace(BUY_ROOM, price=Fraction(rng.randrange(1, 9))),
        )
    limits = {
        (stage, indicator): rng.choice(("0.25", "0.35", "0.5"))
        for stage in sorted({stage for _, stage in schools})
        for indicator in (TEACHERS, ROOMS)
        if rng.random() < 0.7
    }
    return situation(
        pupils,
        standings,
        [hire, buy, MOVE],
        limits=limits,
        towns={"甲": "东", "乙": rng.choice(("东", "西")), "丙": "西"},
        misses=rng.choice((0, 1)),
        pools={"exchange": Fraction(rng.randrange(0, 4))},
        in_all={"buy_room": Fraction(rng.randrange(1, 9))} if rng.random() < 0.3 else {},
        at_most={("hire", Place("甲", PRIMARY)): Fraction(rng.randrange(0, 3))} if rng.random() < 0.3 else {},
    )


def best(county: Situation) -> Worth | None:
    """The worth of the best of all plans; None if no plan holds."""
    priced = all(action.price is not None for action in county.actions if not action.is_move)
    prices = {action.code: action.price for action in county.actions}
    found: list[Worth] = []
    rooms = _least(_with_rooms(county))
    teachers = _least(_with_teachers(county))
    for (room_levels, bought), (teacher_levels, hired) in product(rooms.items(), teachers.items()):
        for (hires, weight), many in product(hired, bought):
            met = [(a == 2) + (b == 2) for a, b in zip(room_levels, teacher_levels, strict=True)]
            if min(met) < county.min_met:
                continue
            if priced:
                found.append((prices["buy_room"] * many + prices["hire"] * hires, weight))  # type: ignore[operator]
            else:
                found.append((many, hires, weight))
    return min(found, default=None)


def _least(
    plans: Iterator[tuple[Levels, tuple[Fraction, ...]]],
) -> dict[Levels, set[tuple[Fraction, ...]] | set[Fraction]]:
    """By what each unit reaches (1 the floor, 2 the threshold), all worths that are not beaten."""
    kept: dict[Levels, set] = {}  # type: ignore[type-arg]
    for levels, value in plans:
        kept.setdefault(levels, set()).add(value)
    return {
        levels: {one for one in values if not any(_beats(other, one) for other in values)}
        for levels, values in kept.items()
    }


def _beats(one: object, other: object) -> bool:
    if isinstance(one, tuple) and isinstance(other, tuple):
        return one != other and all(a <= b for a, b in zip(one, other, strict=True))
    return one < other  # type: ignore[operator]


def _with_rooms(county: Situation) -> Iterator[tuple[Levels, Fraction]]:
    schools = sorted({unit.school for unit in county.units})
    for added in product(range(MOST_ROOMS + 1), repeat=len(schools)):
        if sum(added) > county.in_all.get("buy_room", MOST_ROOMS * len(schools)):
            continue
        by_school = dict(zip(schools, added, strict=True))
        values = {
            unit: county.standings[unit, ROOMS].has
            + county.standings[unit, ROOMS].share * by_school[unit.school]
            for unit in county.units
        }
        levels = _levels(county, ROOMS, values)
        if min(levels) and balanced(county, ROOMS, values):
            yield levels, Fraction(sum(added))


def _with_teachers(county: Situation) -> Iterator[tuple[Levels, tuple[Fraction, Fraction]]]:
    units = county.units
    for net in product(range(-4, 5), repeat=len(units)):
        weight = moved(county, dict(zip(units, net, strict=True)))
        if weight is None:
            continue
        for hired in product(range(MOST_HIRED + 1), repeat=len(units)):
            if any(
                many > county.at_most.get(("hire", Place(*unit)), MOST_HIRED)
                for unit, many in zip(units, hired, strict=True)
            ):
                continue
            values = {
                unit: county.standings[unit, TEACHERS].has + more + moved
                for unit, more, moved in zip(units, hired, net, strict=True)
            }
            levels = _levels(county, TEACHERS, values)
            if min(levels) and balanced(county, TEACHERS, values):
                yield levels, (Fraction(sum(hired)), weight)


def moved(county: Situation, net: dict[Unit, int]) -> Fraction | None:
    """What the moves weigh that give these nets: one within a town, two beyond; None if that cannot be."""
    travelling = travel(county, net)
    if travelling is None or travelling[0] > county.pools["exchange"]:
        return None
    for unit, moved in net.items():
        one = county.standings[unit, TEACHERS]
        if moved < 0 and one.has + moved < min(one.has, one.threshold):
            return None
    return sum(travelling, Fraction(0))


def travel(county: Situation, net: dict[Unit, int]) -> tuple[int, int] | None:
    """How many move so that these nets come of it, how many of them beyond their town; None: they cannot."""
    far = 0
    for stage in (PRIMARY, JUNIOR):
        of_stage = {unit: moved for unit, moved in net.items() if unit.stage == stage}
        if sum(of_stage.values()):
            return None
        by_town: dict[str, int] = {}
        for unit, moved in of_stage.items():
            by_town[county.towns[unit.school]] = by_town.get(county.towns[unit.school], 0) + moved
        far += sum(max(moved, 0) for moved in by_town.values())
    return sum(max(moved, 0) for moved in net.values()), far


def _levels(county: Situation, indicator: str, values: dict[Unit, Fraction]) -> Levels:
    return tuple(
        (values[unit] >= county.standings[unit, indicator].floor)
        + (values[unit] >= county.standings[unit, indicator].threshold)
        for unit in county.units
    )


def balanced(county: Situation, indicator: str, values: dict[Unit, Fraction]) -> bool:
    """Whether the coefficients of an indicator are within their limits when the units have so much of it."""
    aspects = (Aspect(stage, indicator) for stage in (PRIMARY, JUNIOR))
    return all(within(county, aspect, values) for aspect in aspects if aspect in county.cv_limits)


def within(county: Situation, aspect: Aspect, values: dict[Unit, Fraction]) -> bool:
    """Whether one coefficient is within its limit."""
    units = [unit for unit in county.units if unit.stage == aspect.stage]
    pupils = sum(county.pupils[unit] for unit in units)
    mean = sum(values[unit] for unit in units) / Fraction(pupils)
    spread = sum(
        Fraction(county.pupils[unit], pupils) * (values[unit] / county.pupils[unit] - mean) ** 2
        for unit in units
    )
    return mean > 0 and spread <= (county.cv_limits[aspect] * mean) ** 2


def difference(seed: int) -> str | None:
    """What the solver's plan of a county has against the best of all plans; None if it is as good."""
    county = tiny_county(seed)
    return held_against(best(county), county, seed)


def held_against(expected: Worth | None, county: Situation, seed: int) -> str | None:
    """What the solver's plan has against the worth of the best of all plans, in words; None if it is as good.

    Args:
        expected: that worth; None if no plan holds.
        county: what there is.
        seed: by which the county is made again.
    """
    plan = close(county)
    if expected is None:
        return None if plan.status == "不可行" else f"{seed}: no plan holds, the solver says {plan.status}"
    if plan.status not in ("最优", "不需要"):
        return f"{seed}: {expected} is the best, the solver says {plan.status}"
    if broken := violations(county, plan.steps, everything(county)):
        return f"{seed}: {broken}"
    found = worth(county, plan.steps)
    return None if found == expected else f"{seed}: {expected} is the best, the solver found {found}"


def main(many: int = 200, first: int = 0) -> int:
    """Compare so many counties; gives how many differ."""
    seeds = range(first, first + many)
    differing = tell(difference(seed) for seed in seeds)
    seen = Counter(close(tiny_county(seed)).status for seed in seeds)
    print(f"{many} counties, {differing} differ; {dict(seen)}")
    return differing


def tell(differences: Iterable[str | None]) -> int:
    """Print the differences there are as they come; gives how many."""
    found = 0
    for one in differences:
        if one:
            found += 1
            print(one, flush=True)
    return found


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])) > 0)
