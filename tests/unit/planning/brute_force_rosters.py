"""Every plan of a tiny county with rosters tried: of teachers who count in R1, in R3 or in both.

    python -m tests.unit.planning.brute_force_rosters [how many] [first seed]

A county has two units and perhaps coefficients to hold, or three units; some schools have a roster, others
none; prices, or none; a pool, and limits of moves. It reckons by itself, from the same figures. What does not
belong here: the tests (test_brute_force).
"""

from __future__ import annotations

import random
import sys
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from itertools import product
from math import floor

from pipelines.planning.closing import close
from pipelines.planning.situation import Action, Place, Situation, Unit
from tests.unit.planning.brute_force import Worth, balanced, held_against, tell, travel
from tests.unit.planning.small_counties import (
    BY_ROSTER,
    BY_STATISTICS,
    DEGREE,
    HIRE_BOTH,
    HIRE_DEGREE,
    PRIMARY,
    TEACHERS,
    TRAIN,
    situation,
    standing,
    with_rosters,
)

MOST_HIRED = 5
"""More of a kind at one school than any tiny county can use."""
Nets = tuple[tuple[Action, dict[Unit, int]], ...]
Values = tuple[tuple[Fraction, Fraction], ...]


def roster_county(seed: int) -> Situation:
    """A random county; the same seed, the same county."""
    rng = random.Random(seed)
    schools = ("甲", "乙", "丙")[: rng.choice((2, 2, 3))]
    pupils = {(school, PRIMARY): rng.randrange(60, 160, 10) for school in schools}
    rosters: dict[str, tuple[int, int, int]] = {}
    standings = {}
    for unit, many in pupils.items():
        degree, pe, both = kinds = rng.randrange(0, 5), rng.randrange(0, 4), rng.randrange(0, 3)
        more = rng.randrange(0, 2) if rng.random() < 0.3 else 0  # than the roster has, by the statistics
        need = Fraction(rng.choice((2, 3)) * many, 100)
        standings[(*unit, DEGREE)] = standing(degree + both + more, need)
        need = Fraction(rng.choice((9, 15, 20)) * many, 1000)
        standings[(*unit, TEACHERS)] = standing(pe + both, need)
        if rng.random() < 0.75:
            rosters[unit[0]] = kinds
    hired = (HIRE_DEGREE, HIRE_BOTH, TRAIN)
    if rng.random() < 0.5:
        hired = tuple(replace(one, price=Fraction(rng.randrange(1, 9))) for one in hired)  # type: ignore[assignment]
    has_limits, trained = len(schools) == 2, rng.random() < 0.5
    at_most = {("move_R3", Place("甲", PRIMARY)): Fraction(rng.randrange(0, 2))} if rng.random() < 0.3 else {}
    county = situation(
        pupils,
        standings,
        [*hired, *BY_STATISTICS, *BY_ROSTER],
        limits={
            (PRIMARY, code): rng.choice(("0.2", "0.35", "0.5"))
            for code in (DEGREE, TEACHERS)
            if has_limits and rng.random() < 0.5
        },
        towns={"甲": "东", "乙": rng.choice(("东", "西")), "丙": "西"},
        misses=rng.choice((0, 1)),
        pools={"exchange": Fraction(rng.randrange(1, 5))},
        at_most=at_most,
        not_yet={("train", Place(*unit)): Fraction(rng.randrange(0, 2) if trained else 0) for unit in pupils},
        in_all={"move_R1": Fraction(rng.randrange(0, 3))} if rng.random() < 0.3 else {},
    )
    return with_rosters(county, rosters)


def best(county: Situation) -> Worth | None:
    """The worth of the best of all plans; None if no plan holds."""
    hiring: dict[object, Fraction | None] = {}
    found: list[Worth] = []
    for nets in _all_nets(county):
        weight = _weight(county, nets)
        if weight is None:
            continue
        values = tuple(
            tuple(
                county.standings[unit, code].has
                + sum(net[unit] for move, net in nets if code in move.counts_in)
                for code in (DEGREE, TEACHERS)
            )
            for unit in county.units
        )
        trainable = tuple(_trainable(county, nets, unit) for unit in county.units)
        if (values, trainable) not in hiring:
            hiring[values, trainable] = _least_added(county, values, trainable)  # type: ignore[arg-type]
        least = hiring[values, trainable]
        if least is not None:
            found.append((least, weight))
    return min(found, default=None)


def _all_nets(county: Situation) -> Iterator[Nets]:
    moves = [move for move in county.actions if move.is_move]
    of_moves = []
    for move in moves:
        most = {unit: _can_give(county, move, unit) for unit in county.units}
        total = sum(most.values())
        nets = product(*(range(-most[unit], total - most[unit] + 1) for unit in county.units))
        of_moves.append([net for net in nets if not sum(net)])
    for chosen in product(*of_moves):
        yield tuple(
            (move, dict(zip(county.units, net, strict=True)))
            for move, net in zip(moves, chosen, strict=True)
            if any(net)
        )


def _can_give(county: Situation, move: Action, unit: Unit) -> int:
    spare = min(_spare(county, unit, code) for code in move.may_count_in)
    return int(min(spare, county.there_are.get((move.code, Place(*unit)), spare)))


def _spare(county: Situation, unit: Unit, code: str) -> int:
    one = county.standings[unit, code]
    return floor(one.has - min(one.has, one.threshold))


def _weight(county: Situation, nets: Nets) -> Fraction | None:
    """What moves weigh; None if they cannot be: too many in all or of a kind, or a giver falls."""
    travelling = [found for _, net in nets if (found := travel(county, net))]
    if sum(total for total, _ in travelling) > county.pools["exchange"]:
        return None
    for unit in county.units:
        for code in (DEGREE, TEACHERS):
            lost = sum(max(-net[unit], 0) for move, net in nets if code in move.may_count_in)
            if lost > _spare(county, unit, code):
                return None
    for (limited, place), most in county.at_most.items():
        its = [net[Unit(*place)] for move, net in nets if limited in move.limited_with]
        if max(sum(max(-one, 0) for one in its), sum(max(one, 0) for one in its)) > most:
            return None
    for limited, most in county.in_all.items():
        moved = [
            sum(max(one, 0) for one in net.values()) for move, net in nets if limited in move.limited_with
        ]
        if sum(moved) > most:
            return None
    return Fraction(sum(total + far for total, far in travelling))


def _trainable(county: Situation, nets: Nets, unit: Unit) -> int:
    """How many of those who are not above the degree yet are left."""
    gone = sum(max(-net[unit], 0) for move, net in nets if DEGREE not in move.counts_in)
    return int(max(county.not_yet["train", Place(*unit)] - gone, Fraction(0)))


def _least_added(county: Situation, values: Values, trainable: tuple[int, ...]) -> Fraction | None:
    """What it takes at least, in money or persons, until every unit passes and the coefficients hold."""
    prices = [action.price or Fraction(1) for action in county.actions if not action.is_move]
    options = []
    for unit, (degree, pe), can in zip(county.units, values, trainable, strict=True):
        of_unit = []
        hired = range(MOST_HIRED + 1)
        for only, both, trained in product(hired, hired, range(can + 1)):
            then = degree + only + both + trained, pe + both
            levels = [
                (value >= one.floor) + (value >= one.threshold)
                for value, code in zip(then, (DEGREE, TEACHERS), strict=True)
                for one in [county.standings[unit, code]]
            ]
            if min(levels) and levels.count(2) >= county.min_met:
                of_unit.append((only * prices[0] + both * prices[1] + trained * prices[2], then))
        options.append(sorted(of_unit))
    if not all(options):
        return None
    if not county.cv_limits:
        return sum((of_unit[0][0] for of_unit in options), Fraction(0))
    least: Fraction | None = None
    for chosen in product(*options):
        spent = sum((one[0] for one in chosen), Fraction(0))
        if least is not None and spent >= least:
            continue
        if all(
            balanced(
                county, code, {unit: one[1][turn] for unit, one in zip(county.units, chosen, strict=True)}
            )
            for turn, code in enumerate((DEGREE, TEACHERS))
        ):
            least = spent
    return least


def difference(seed: int) -> str | None:
    """What the solver's plan of a county has against the best of all plans; None if it is as good."""
    county = roster_county(seed)
    return held_against(best(county), county, seed)


def main(many: int = 200, first: int = 0) -> int:
    """Compare so many counties; gives how many differ."""
    seeds = range(first, first + many)
    differing = tell(difference(seed) for seed in seeds)
    plans = [close(roster_county(seed)).steps for seed in seeds]
    moving = sum(any(step.source for step in steps) for steps in plans)
    both = sum(any(step.action == BY_ROSTER[-1].code for step in steps) for steps in plans)
    print(f"{many} counties, {moving} move teachers, {both} such as count in both; {differing} differ")
    return differing


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])) > 0)
