"""How long the closing plan of a county takes, how far it may be from the best, and what it saves.

    python -m tests.benchmarks.plans --units 150 300 --to FILE [--counties 20] [--seconds 60] [--help]

Random counties with prices and without, with rosters or without. Each plan is held against its county in
exact fractions. Beside it stands what is done without a plan: every unit's shortfall is filled, one indicator
after the other. What came of a county is a line of the file as soon as it is planned, and is not planned
again: a run that was ended goes on where it was. What does not belong here: whether a plan is the best of all
(tests/unit/planning/brute_force.py).
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from statistics import median
from typing import NamedTuple

from pipelines.planning.checking import violations
from pipelines.planning.closing import Limits, close, everything
from pipelines.planning.situation import Situation
from pipelines.planning.steps import Step, after, cost
from tests.benchmarks.random_counties import county, unpriced, with_rosters

SIZES = (30, 72, 150, 300)
GAP = 0.001
HEADINGS = (
    "单元 · units",
    "县 · counties",
    "单价 · prices",
    "名册 · rosters",
    "秒，中位 / 最长 · seconds, median / worst",
    "处理器秒，中位 / 最长 · of processor",
    "结论 · status",
    "与最优相差，最大 · gap, worst",
    "违反 · broken",
    "费用与逐项补齐之比，中位 · cost to one by one, median",
    "逐项补齐仍有系数超限 · one by one leaves a coefficient over",
)


class County(NamedTuple):
    """Which county is planned."""

    units: int
    has_prices: bool
    has_rosters: bool
    seed: int


class Run(NamedTuple):
    """What came of one county."""

    seconds: float
    processor: float
    status: str
    gap: float | None
    broken: int
    ratio: float | None
    coefficients_left: int


def made(of: County) -> Situation:
    """The county as it is planned."""
    found = county(of.units, of.seed)
    found = found if of.has_prices else unpriced(found)
    return with_rosters(found, of.seed) if of.has_rosters else found


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
                done = min(missing, situation.not_yet.get((way.code, place), missing))
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


def known(path: Path | None) -> dict[County, Run]:
    """What came of the counties that were planned before; nothing without a file."""
    if path is None or not path.exists():
        return {}
    whole = (line for line in path.read_text("utf-8").splitlines() if line.endswith("}}"))
    lines = map(json.loads, whole)
    return {County(**line["county"]): Run(**line["run"]) for line in lines}


def table(runs: dict[County, Run]) -> Iterator[str]:
    """What came of it, as a table."""
    yield f"| {' | '.join(HEADINGS)} |\n|---:|---:|---|---|---:|---:|---|---:|---:|---:|---:|\n"
    for kind in dict.fromkeys(one[:3] for one in sorted(runs, key=lambda one: (not one[1], one[2], one))):
        yield _line(*kind, [run for one, run in sorted(runs.items()) if one[:3] == kind])


def _line(size: int, has_prices: bool, has_rosters: bool, runs: Sequence[Run]) -> str:
    statuses = {
        status: sum(one.status == status for one in runs) for status in sorted({one.status for one in runs})
    }
    ratios = [one.ratio for one in runs if one.ratio is not None]
    cells = (
        size,
        len(runs),
        "有" if has_prices else "无",
        "有" if has_rosters else "无",
        f"{median(one.seconds for one in runs):.1f} / {max(one.seconds for one in runs):.1f}",
        f"{median(one.processor for one in runs):.1f} / {max(one.processor for one in runs):.1f}",
        "、".join(f"{status} {many}" for status, many in statuses.items()),
        f"{max((one.gap or 0.0) for one in runs):.2%}",
        sum(one.broken for one in runs),
        f"{median(ratios):.2f}" if has_prices and ratios else "—",
        f"{sum(one.coefficients_left > 0 for one in runs)}/{len(runs)}",
    )
    return f"| {' | '.join(map(str, cells))} |\n"


def asked_for(words: Sequence[str]) -> argparse.Namespace:
    """What is asked for."""
    about, _, _ = (__doc__ or "").partition("\n")
    parser = argparse.ArgumentParser(description=about)
    parser.add_argument("--units", type=int, nargs="+", default=SIZES, help="sizes of counties")
    parser.add_argument("--counties", type=int, default=20, help="counties of each size")
    parser.add_argument("--seconds", type=float, default=60.0, help="seconds at most for a plan")
    parser.add_argument("--gap", type=float, default=GAP, help="how far from the best a plan may stay")
    parser.add_argument("--without-prices", action="store_true", help="before anybody has written a price")
    parser.add_argument("--with-rosters", action="store_true", help="all schools have a teacher roster")
    parser.add_argument("--to", type=Path, metavar="FILE", help="where each county is written and known from")
    return parser.parse_args(words)


def main(words: Sequence[str]) -> None:
    """Plan the counties that are not known yet, telling each, and print the table of all."""
    asked = asked_for(words)
    runs = known(asked.to)
    every = [
        County(size, not asked.without_prices, asked.with_rosters, seed)
        for size in asked.units
        for seed in range(asked.counties)
    ]
    for number, one in enumerate(every, start=1):
        if one not in runs:
            runs[one] = run(made(one), Limits(asked.seconds, asked.gap))
            if asked.to:
                with asked.to.open("a", encoding="utf-8") as file:
                    line = json.dumps({"county": one._asdict(), "run": runs[one]._asdict()})
                    file.write(f"\n{line}\n")  # a line that was broken off stays by itself
            status, seconds = runs[one].status, runs[one].seconds
            told = f"{number}/{len(every)} {one.units} units, county {one.seed}: {status} {seconds:.1f} s"
            print(told, file=sys.stderr, flush=True)
    print("".join(table(runs)), end="")


if __name__ == "__main__":
    main(sys.argv[1:])
