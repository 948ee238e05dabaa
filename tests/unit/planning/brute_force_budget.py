"""Every plan that a budget of a tiny county reaches for tried, and the best held against the one that is
made.

    python -m tests.unit.planning.brute_force_budget [how many] [first seed]

The counties are those of `brute_force`, with prices and a budget of two years that does not reach. It
reckons by itself, from the same figures. What does not belong here: the tests (test_affording).
"""

from __future__ import annotations

import random
import sys
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from itertools import product

from pipelines.planning.affording import AIMS, MOST_PUPILS, Aim, afford, asks, reached
from pipelines.planning.budget import Budget
from pipelines.planning.checking import overspent, violations
from pipelines.planning.closing import close
from pipelines.planning.situation import Aspect, Situation, Unit
from pipelines.planning.steps import cost
from tests.unit.planning.brute_force import moved, tell, tiny_county, within
from tests.unit.planning.small_counties import JUNIOR, PRIMARY, ROOMS, TEACHERS

ALIKE = Fraction(1, 1000)
"""By how much the solver may miss a level."""
Values = dict[tuple[Unit, str], Fraction]
Worth = tuple[tuple[Fraction, ...], ...]


def poor_county(seed: int) -> tuple[Situation, Budget]:
    """A random county and a budget; some have a school that comes first."""
    rng = random.Random(seed)
    county = tiny_county(seed)
    prices = {action.code: Fraction(rng.randrange(2, 6)) for action in county.actions}
    actions = tuple(one if one.is_move else replace(one, price=prices[one.code]) for one in county.actions)
    pools = {"exchange": Fraction(rng.randrange(0, 2))}
    by_year = {2025: Fraction(rng.randrange(0, 6)), 2026: Fraction(rng.randrange(1, 7))}
    turns = {county.units[0]: 1} if rng.random() < 0.3 else {}
    return replace(county, actions=actions, pools=pools), Budget(by_year, turns)


def best(county: Situation, budget: Budget, aim: Aim) -> tuple[Worth, Fraction]:
    """What the best plan comes to, and what the cheapest of those costs."""
    most: Worth | None = None
    least = Fraction(0)
    prices = {action.code: action.price or Fraction(0) for action in county.actions}
    last = max(budget.turns.values(), default=0) + 1
    failing = [unit for unit in county.units if not _fulfils(county, unit, _today(county))]
    turns = sorted({budget.turns.get(unit, last) for unit in failing})
    rooms = list(_rooms(county, budget.total, prices["buy_room"]))
    for teachers, hired in _teachers(county, budget.total, prices["hire"]):
        for more, bought in rooms:
            spent = hired * prices["hire"] + bought * prices["buy_room"]
            if spent > budget.total:
                continue
            values = more | teachers
            worth = []
            for turn in turns:
                of_turn = [unit for unit in failing if budget.turns.get(unit, last) == turn]
                pupils = Fraction(sum(county.pupils[one] for one in of_turn if _fulfils(county, one, values)))
                levels = () if aim == MOST_PUPILS else sorted(_level(county, one, values) for one in of_turn)
                worth.append((*levels, pupils))
            if most is None or tuple(worth) > most or (tuple(worth) == most and spent < least):
                most, least = tuple(worth), spent
    return most or (), least


def _today(county: Situation) -> Values:
    return {key: one.has for key, one in county.standings.items()}


def _rooms(county: Situation, money: Fraction, price: Fraction) -> Iterator[tuple[Values, Fraction]]:
    schools = sorted({unit.school for unit in county.units})
    most = int(min(money // price, county.in_all.get("buy_room", money)))
    for added in product(range(most + 1), repeat=len(schools)):
        if sum(added) > most:
            continue
        of = dict(zip(schools, added, strict=True))
        values = {
            (unit, ROOMS): county.standings[unit, ROOMS].has
            + county.standings[unit, ROOMS].share * of[unit.school]
            for unit in county.units
        }
        if _keeps_balance(county, ROOMS, values):
            yield values, Fraction(sum(added))


def _teachers(county: Situation, money: Fraction, price: Fraction) -> Iterator[tuple[Values, Fraction]]:
    units = county.units
    most = int(money // price)
    for net in product((-1, 0, 1), repeat=len(units)):
        if moved(county, dict(zip(units, net, strict=True))) is None:
            continue
        for hired in product(range(most + 1), repeat=len(units)):
            if sum(hired) > most or any(
                many > county.at_most.get(("hire", unit), many)
                for unit, many in zip(units, hired, strict=True)
            ):
                continue
            values = {
                (unit, TEACHERS): county.standings[unit, TEACHERS].has + more + moves
                for unit, more, moves in zip(units, hired, net, strict=True)
            }
            if _keeps_balance(county, TEACHERS, values):
                yield values, Fraction(sum(hired))


def _fulfils(county: Situation, unit: Unit, values: Values) -> bool:
    return _level(county, unit, values) >= 1


def _level(county: Situation, unit: Unit, values: Values) -> Fraction:
    """The most that a choice of the indicators which may stay at their floor allows."""
    found = []
    for at_floor in product((False, True), repeat=len(county.indicators)):
        if sum(at_floor) <= len(county.indicators) - county.min_met:
            found.append(
                min(
                    values[unit, code] / (one.floor if low else one.threshold)
                    for low, code in zip(at_floor, county.indicators, strict=True)
                    for one in [county.standings[unit, code]]
                )
            )
    return min(Fraction(1), max(found))


def _keeps_balance(county: Situation, indicator: str, values: Values) -> bool:
    then, today = ({unit: of[unit, indicator] for unit in county.units} for of in (values, _today(county)))
    return all(
        within(county, aspect, then) or not within(county, aspect, today)
        for stage in (PRIMARY, JUNIOR)
        if (aspect := Aspect(stage, indicator)) in county.cv_limits
    )


def difference(seed: int, aim: Aim) -> str | None:
    """What the plan of a county lacks against the best; None if it is as good, or the budget reaches."""
    county, budget = poor_county(seed)
    plan = afford(county, budget, aim, close(county))
    if plan.reaches:
        return None
    if broken := [
        *violations(county, plan.steps, asks(county, budget)),
        *overspent(county, plan.years, budget.by_year),
    ]:
        return f"{seed} {aim}: {broken}"
    expected, least = best(county, budget, aim)
    found, spent = reached(county, budget, aim, plan.steps), cost(county, plan.steps)
    if plan.status != "最优" or not _alike(expected, found):
        return f"{seed} {aim}: {expected} is the best, {plan.status} {found}"
    is_more_to_do = any(county.over(aspect) for aspect in county.cv_limits)  # of what is left of the money
    if spent == least or expected != found or is_more_to_do:
        return None
    return f"{seed} {aim}: costs {spent}, {least} would do"


def _alike(expected: Worth, found: Worth) -> bool:
    for best_of, found_of in zip(expected, found, strict=True):
        for one, other in zip(best_of, found_of, strict=True):
            if abs(one - other) > (ALIKE if one <= 1 else 0):
                return False
    return True


def main(many: int = 200, first: int = 0) -> int:
    """Compare so many counties; gives how many differ."""
    seeds = range(first, first + many)
    differing = tell(difference(seed, aim) for seed in seeds for aim in AIMS)
    counties = [poor_county(seed) for seed in seeds]
    poor = sum(not afford(one, budget, MOST_PUPILS, close(one)).reaches for one, budget in counties)
    print(f"{many} counties, of {poor} the budget does not reach, {differing} plans differ")
    return differing


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])) > 0)
