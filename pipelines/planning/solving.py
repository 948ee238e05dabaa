"""Solving: one goal minimised after another, each held while the next is minimised, within a time.

What does not belong here: the problem (model), and what the goals are (closing).
"""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction

from pipelines.planning.demanding import demand, lowest
from pipelines.planning.limiting import keep_within
from pipelines.planning.model import OF_A_LEVEL, Demands, Goal, Key, Lowest, Model, Outcome
from pipelines.planning.situation import Place, Situation, Unit

LEAST_SECONDS = 0.1
"""What every goal gets at least."""
LAST_SHARE, LAST_GAP = 0.2, 0.05
"""What is minimised at last has this share of the time, and may stay so far from its optimum."""
FAINT = Fraction(1, 1000)
"""What one of the last counts for, against the least weight of a goal, while that goal is minimised."""


@dataclass(frozen=True)
class Solved:
    """What the solver came to; the quantities are floating and not yet checked.

    Attributes:
        outcome: whether there is a plan, and whether it is the best by the goals.
        gap: how far it may be from the best by the goals, as a fraction.
        last_gap: the same by what is minimised at last.
        values: the quantities.
    """

    outcome: Outcome
    gap: float | None = None
    last_gap: float | None = None
    values: Mapping[Key, float] = field(default_factory=dict)


def solve(
    situation: Situation,
    demands: Demands,
    goals: Sequence[Goal | Lowest],
    *,
    seconds: float,
    gap: float,
    at_last: Goal | None = None,
    tighter: float = 0.0,
) -> Solved:
    """Find the quantities that fulfil the demands, minimising one goal after another.

    Args:
        situation: what there is.
        demands: what must come about.
        goals: what is minimised, the most important first; none if anything will do.
        seconds: how long it may take.
        gap: how far from the optimum it may stay, as a fraction.
        at_last: what is minimised when all else is settled; not with as much effort.
        tighter: by how much of itself each limit of a coefficient is drawn tighter, for what rounding takes.

    Raises:
        NoSolver: the solver is not installed.
    """
    if not _attainable(situation, demands):
        return Solved("infeasible")
    built = Model(situation, demands)
    keep_within(built, demands.budget)
    demand(built, demands, tighter)
    deadline = time.monotonic() + seconds
    found, lifted = Solved("unknown"), _Lifted()
    for turn, asked in enumerate(goals or [{}]):
        if isinstance(asked, Lowest):
            if lifted.is_done(asked):
                continue
            if (
                turn and time.monotonic() > deadline
            ):  # the weakest of all are lifted, of the others it is not proven
                found = replace(found, outcome="feasible")
                continue
            built.free()
            goal = lowest(built, asked)
        else:
            goal = asked
        besides = _faintly(at_last, goal) if at_last and turn == len(goals) - 1 else {}
        left = (deadline - time.monotonic()) / (len(goals) - turn + LAST_SHARE if goals else 1)
        outcome, reached = built.minimise({**besides, **goal}, max(left, LEAST_SECONDS), gap)
        if (
            outcome == "unknown" and turn == 0
        ):  # no plan yet: the time of the later goals goes into finding one
            left = deadline - time.monotonic()
            outcome, reached = built.minimise({**besides, **goal}, max(left, LEAST_SECONDS), gap)
        if outcome in ("infeasible", "unknown"):
            return Solved(outcome) if turn == 0 else Solved("feasible", None, None, found.values)
        widest = max(found.gap or 0.0, reached)
        is_best = outcome == "optimal" and found.outcome in ("optimal", "unknown")
        found = Solved("optimal" if is_best else "feasible", widest, None, built.values())
        reached_now = built.hold(goal, is_last=turn >= len(goals) - 1)
        if isinstance(asked, Lowest):
            lifted.add(asked, -reached_now)
    if at_last:
        left = min(deadline - time.monotonic(), seconds * LAST_SHARE)
        outcome, reached = built.minimise(at_last, max(left, LEAST_SECONDS), max(gap, LAST_GAP))
        if outcome in ("optimal", "feasible"):
            found = Solved(found.outcome, found.gap, reached, built.values())
    return found


@dataclass
class _Lifted:
    """What the units that reach least have come to: nothing more is asked once the next is at its end."""

    sums: dict[frozenset[Unit], float] = field(default_factory=dict)
    done: set[frozenset[Unit]] = field(default_factory=set)

    def is_done(self, goal: Lowest) -> bool:
        return goal.units in self.done

    def add(self, goal: Lowest, total: float) -> None:
        if total - self.sums.get(goal.units, 0.0) > 1 - OF_A_LEVEL:
            self.done.add(goal.units)
        self.sums[goal.units] = total


def _faintly(at_last: Goal, goal: Goal) -> Goal:
    """What is minimised at last with weights that decide only between plans that a goal finds alike.

    Without it the last goal would be reached with any number of idle moves, of which it is long work to be
    rid again.
    """
    least = min((weight for weight in goal.values() if weight > 0), default=Fraction(1))
    return {key: weight * least * FAINT for key, weight in at_last.items() if key not in goal}


def _attainable(situation: Situation, demands: Demands) -> bool:
    """False if a demand cannot be met because nothing, or not enough, may be done for it at all."""
    for need in demands.needs:
        ways = [one for one in situation.actions if need.indicator in one.counts_in and one.of_campus]
        lacking = situation.needs[need]
        most = sum(
            (situation.at_most.get((way.code, Place(need.school)), lacking) for way in ways), Fraction(0)
        )
        if most < lacking:
            return False
    for unit in demands.units:
        for indicator in situation.indicators:
            if (
                (unit, indicator) in situation.standings
                and indicator not in situation.grains
                and situation.missing(unit, indicator, to_floor=True) > 0
            ):
                return False
    return True
