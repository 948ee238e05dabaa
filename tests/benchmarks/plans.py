"""How long the closing plan of a county takes, how far it may be from the best, and what it saves.

    python -m tests.benchmarks.plans [seconds at most] [counties of each size] [seconds in all] [least size]

The last bounds the whole: counties with prices come first, the small ones before the large; those for which
no time is left are not planned, and how many were stands in the table.

Random counties of 30, 72, 150 and 300 units with all seven resources, mixed schools and eight towns. Each
plan is held against its county in exact fractions. Beside it stands what is done without a plan: every unit's
shortfall is filled, one indicator after the other. Prices are made up, so that there is a cost to compare.
What does not belong here: whether a plan is the best of all (tests/unit/planning/brute_force.py).
"""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from statistics import median
from typing import NamedTuple

from pipelines.planning.checking import violations
from pipelines.planning.closing import Limits, close, everything
from pipelines.planning.situation import WHOLE, Action, Aspect, Place, Situation, Standing, Unit
from pipelines.planning.steps import Step, after, cost

SIZES = (30, 72, 150, 300)
ENDLESS = 1e9
"""Seconds in all where they are not bounded."""
TOWNS = 8
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
HEADINGS = (
    "单元 · units",
    "县 · counties",
    "单价 · prices",
    "秒，中位 / 最长 · seconds, median / worst",
    "处理器秒，中位 / 最长 · of processor",
    "结论 · status",
    "与最优相差，最大 · gap, worst",
    "违反 · broken",
    "费用与逐项补齐之比，中位 · cost to one by one, median",
    "逐项补齐仍有系数超限 · one by one leaves a coefficient over",
)
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


class Run(NamedTuple):
    """What came of one county."""

    seconds: float
    processor: float
    status: str
    gap: float | None
    broken: int
    ratio: float | None
    coefficients_left: int


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
        at_most={
            (action, Place(*unit)): Fraction(max(0, n // 14 - int(standings[unit, code].has)))
            for unit, n in pupils.items()
            for action, code in (("train", "R1"), ("recognise", "R2"))
        },
        pools={"exchange": Fraction(sum(pupils.values()) // 140)},
    )


def _standing(unit: Unit, code: str, pupils: int, has: Fraction, share: Fraction) -> Standing:
    threshold = Fraction(PER_PUPIL[unit.stage][code]) * pupils
    return Standing(has, threshold, threshold * Fraction(85, 100), share)


def one_by_one(situation: Situation) -> list[Step]:
    """What is done without a plan: all that is missing is added where it is missing, at the lowest price."""
    steps: list[Step] = []
    for unit in situation.units:
        for code in situation.indicators:
            place = situation.place_of(unit, code)
            missing = situation.missing(unit, code) - sum(
                step.quantity for step in steps if step.place == place and _counts(situation, step, code)
            )
            ways = [one for one in situation.actions if code in one.counts_in and not one.is_move]
            for way in sorted(ways, key=lambda one: one.price or 0):
                done = min(missing, situation.at_most.get((way.code, place), missing))
                if done > 0:
                    steps.append(Step(way.code, place, done))
                    missing -= done
    return steps


def _counts(situation: Situation, step: Step, code: str) -> bool:
    return any(code in action.counts_in for action in situation.actions if action.code == step.action)


def run(situation: Situation, limits: Limits) -> Run:
    """Plan a county, and fill its shortfalls one by one beside it."""
    started, worked = time.monotonic(), time.process_time()
    plan = close(situation, limits)
    seconds, processor = time.monotonic() - started, time.process_time() - worked
    without = one_by_one(situation)
    then = after(situation, without)
    costs = cost(situation, plan.steps), cost(situation, without)
    return Run(
        seconds,
        processor,
        plan.status,
        plan.gap,
        len(violations(situation, plan.steps, everything(situation))) if plan.steps else 0,
        float(costs[0] / costs[1]) if plan.steps and costs[0] is not None and costs[1] else None,
        sum(situation.over(aspect, then) for aspect in situation.cv_limits),
    )


def unpriced(situation: Situation) -> Situation:
    """The same county before anybody has written a price."""
    return replace(situation, actions=tuple(replace(one, price=None) for one in situation.actions))


def table(limits: Limits, many: int, within: float, least_size: float) -> Iterator[str]:
    """What came of it, as a table.

    Args:
        limits: of each plan.
        many: counties of each size.
        within: seconds for all of them together.
        least_size: units; smaller counties are passed over.
    """
    yield f"| {' | '.join(HEADINGS)} |\n|---:|---:|---|---:|---:|---|---:|---:|---:|---:|\n"
    deadline = time.monotonic() + within
    for has_prices in (True, False):
        for size in (one for one in SIZES if one >= least_size):
            runs = []
            for seed in range(many):
                left = deadline - time.monotonic()
                if left > 0:
                    found = county(size, seed)
                    bounded = replace(limits, seconds=min(limits.seconds, left))
                    runs.append(run(found if has_prices else unpriced(found), bounded))
            if runs:
                yield _line(size, has_prices, runs)


def _line(size: int, has_prices: bool, runs: Sequence[Run]) -> str:
    statuses = {
        status: sum(one.status == status for one in runs) for status in sorted({one.status for one in runs})
    }
    ratios = [one.ratio for one in runs if one.ratio is not None]
    cells = (
        size,
        len(runs),
        "有" if has_prices else "无",
        f"{median(one.seconds for one in runs):.1f} / {max(one.seconds for one in runs):.1f}",
        f"{median(one.processor for one in runs):.1f} / {max(one.processor for one in runs):.1f}",
        "、".join(f"{status} {many}" for status, many in statuses.items()),
        f"{max((one.gap or 0.0) for one in runs):.2%}",
        sum(one.broken for one in runs),
        f"{median(ratios):.2f}" if has_prices and ratios else "—",
        f"{sum(one.coefficients_left > 0 for one in runs)}/{len(runs)}",
    )
    return f"| {' | '.join(map(str, cells))} |\n"


def main(seconds: float = 60.0, many: int = 20, within: float = ENDLESS, least_size: float = 0) -> None:
    """Print the table."""
    for part in table(Limits(seconds, 0.001), int(many), within, least_size):
        print(part, end="", flush=True)


if __name__ == "__main__":
    main(*map(float, sys.argv[1:]))
