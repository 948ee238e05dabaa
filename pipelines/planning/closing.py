"""Making the closing plan: what is minimised, the solver's quantities made whole, and what is said of it.

What does not belong here: the problem itself (model), and where the figures come from (reading).
"""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import groupby
from typing import Literal, NamedTuple

from pipelines.planning.amending import add_for
from pipelines.planning.checking import violations
from pipelines.planning.conflicts import Conflict, conflict
from pipelines.planning.model import LEAST_TIGHTER, Demands, Goal, Key, keys, leaving
from pipelines.planning.situation import Aspect, Situation
from pipelines.planning.solving import Solved, solve
from pipelines.planning.steps import Step, as_steps, cost

Status = Literal["不需要", "最优", "可行", "不可行", "未证明"]
WITHOUT_A_PLAN: frozenset[Status] = frozenset({"不可行", "未证明"})
NEAR, FAR = Fraction(1), Fraction(2)
"""What a move within a town and one beyond it weigh where moves are minimised."""
TIGHTER = (LEAST_TIGHTER, 1e-5, 1e-3)
"""By how much the limits are drawn tighter, in turn, where a plan made whole breaks a coefficient."""
NO_GAP = 1e9
"""A gap that is no figure: nothing was found out about the optimum."""
AMENDING = 0.05
"""The share of the time that is left for adding to a plan what rounding took from it."""
AMENDED_IN = 2.0
"""Seconds that adding gets at least, however long the plan has taken."""
ALIKE = Fraction(1, 1000)
"""How near a plan under tighter limits must come to what was possible without them to be called the best."""


@dataclass(frozen=True)
class Limits:
    """How long and how exactly a plan is looked for: seconds, and a fraction of what is minimised."""

    seconds: float = 20.0
    gap: float = 0.001


@dataclass(frozen=True)
class Plan:
    """A closing plan.

    Attributes:
        status: 不需要 (all holds already) · 最优 · 可行 (holds, the optimum is not proven) · 不可行 · 未证明.
        steps: what is to be done.
        gap: how far what is minimised may be from the optimum, as a fraction; None if that is not known.
        conflict: of 不可行, the demands that cannot hold together.
    """

    status: Status
    steps: tuple[Step, ...] = ()
    gap: float | None = None
    conflict: Conflict | None = None


def everything(situation: Situation) -> Demands:
    """That every unit passes, every coefficient holds and every school has what it needs besides."""
    return Demands(
        frozenset(situation.units), frozenset(situation.cv_limits), needs=frozenset(situation.needs)
    )


def close(situation: Situation, limits: Limits | None = None, last: Sequence[Step] | None = None) -> Plan:
    """The cheapest plan that fulfils every demand.

    Args:
        situation: what there is.
        limits: how long and how exactly it is looked for.
        last: the steps of the last plan; they stay if they hold and the new ones are no better.

    Raises:
        NoSolver: the solver is not installed.
    """
    limits, demands = limits or Limits(), everything(situation)
    if not violations(situation, (), demands):
        return Plan("不需要", gap=0.0)
    plan = _found(situation, demands, limits)
    if last is not None and plan.status != "不可行" and _stands(situation, demands, last, plan):
        return Plan(plan.status if plan.steps else "可行", tuple(last), plan.gap)
    return plan


class _Found(NamedTuple):
    """A plan made whole, and what the solver said of the quantities that it was made of."""

    steps: tuple[Step, ...]
    solved: Solved


def _found(situation: Situation, demands: Demands, limits: Limits) -> Plan:
    """Solve with the coefficients that are over their limit, then with those that came to be over it, too."""
    deadline = time.monotonic() + limits.seconds
    held = frozenset(aspect for aspect in demands.aspects if situation.over(aspect))
    turns = iter(TIGHTER)
    tighter = next(turns)
    before: _Found | None = None
    first_rounded: _Found | None = None
    while True:
        left = max((deadline - time.monotonic()) * (1 - AMENDING), 0.1)
        solved = solve(
            situation,
            Demands(demands.units, held, needs=demands.needs),
            goals(situation),
            at_last=fewest_moves(situation),
            seconds=left,
            gap=limits.gap,
            tighter=tighter,
        )
        if solved.outcome == "infeasible" and _cannot_be(situation, replace(demands, aspects=held), limits):
            return Plan("不可行", conflict=conflict(situation, demands, limits.seconds))
        rest = Limits(max(deadline - time.monotonic(), AMENDED_IN), limits.gap)
        if solved.outcome in ("infeasible", "unknown"):
            amended = before and _amended(situation, demands, before, first_rounded or before, rest)
            return amended or Plan("未证明")
        before = _Found(as_steps(situation, solved.values), solved)
        broken = violations(situation, before.steps, demands)
        if not broken:
            is_best = solved.outcome == "optimal" and (
                first_rounded is None
                or _alike(worth(situation, before.steps), worth(situation, first_rounded.steps))
            )
            return Plan("最优" if is_best else "可行", before.steps, _gap(solved))
        newly_over = {Aspect(*one.about) for one in broken if one.rule == "coefficient"} - held
        if newly_over:
            held |= newly_over
            continue
        first_rounded = first_rounded or before
        if plan := _amended(situation, demands, before, first_rounded, rest):
            return plan
        if (tightened := next(turns, None)) is None:
            return Plan("未证明")
        tighter = tightened


def _gap(solved: Solved) -> float | None:
    return solved.gap if solved.gap is not None and solved.gap < NO_GAP else None


def _amended(
    situation: Situation, demands: Demands, found: _Found, beside: _Found, limits: Limits
) -> Plan | None:
    """A plan that breaks coefficients, by what making it whole took or as they were not held, with more done.

    None if that does not do.

    Args:
        situation: what there is.
        demands: what must come about.
        found: the plan.
        beside: the plan by which it is judged, found under limits as they are: what is left over may be so
            much further from the best as it comes to more than this one.
        limits: how long it may take, and how exactly it is looked for.
    """
    broken = violations(situation, found.steps, demands)
    over = frozenset(Aspect(*one.about) for one in broken if one.rule == "coefficient")
    goal, least = goals(situation), worth(situation, beside.steps)
    for tighter in TIGHTER[1:]:
        steps = add_for(
            situation, found.steps, over, goal, seconds=limits.seconds, gap=limits.gap, tighter=tighter
        )
        if steps and not violations(situation, steps, demands):
            comes_to = worth(situation, steps)
            more = [now / before - 1 for now, before in zip(comes_to[:-1], least[:-1], strict=True) if before]
            gap = _gap(beside.solved)
            is_best = beside.solved.outcome == "optimal" and _alike(comes_to, least)
            further = None if gap is None else gap + float(max([Fraction(0), *more]))
            return Plan("最优" if is_best else "可行", steps, further)
    return None


def _cannot_be(situation: Situation, demands: Demands, limits: Limits) -> bool:
    """Whether demands cannot hold together under the limits as they are, not drawn tighter."""
    solved = solve(situation, demands, [], seconds=limits.seconds, gap=1.0)
    return solved.outcome == "infeasible"


def _alike(one: tuple[Fraction, ...], least: tuple[Fraction, ...]) -> bool:
    """Whether a plan comes to hardly more than another in every goal but the moves."""
    return all(now <= before * (1 + ALIKE) for now, before in zip(one[:-1], least[:-1], strict=True))


def goals(situation: Situation) -> list[Goal]:
    """What is minimised, in turn: the cost; where not everything has a price, quantities.

    Quantities are minimised in the order of the actions' turns; those of one turn are added up as they are.
    """
    if is_priced(situation):
        return [of_cost(situation)]
    of_turn: dict[int, dict[Key, Fraction]] = defaultdict(dict)
    for action, place, way in keys(situation):
        if way == "add":
            of_turn[action.turn][action.code, place, way] = Fraction(1)
    return [of_turn[turn] for turn in sorted(of_turn)]


def of_cost(situation: Situation) -> Goal:
    """The cost, as what is minimised."""
    return {
        (action.code, place, way): action.price
        for action, place, way in keys(situation)
        if action.price and way != "give"
    }


def fewest_moves(situation: Situation) -> Goal:
    """What is minimised at last: the moves, one beyond the town counting for two."""
    got = [(action, place) for action, place, way in keys(situation) if way == "get"]
    weights: dict[Key, Fraction] = {(action.code, place, "get"): NEAR for action, place in got}
    return weights | {leaving(situation, action, place): FAR - NEAR for action, place in got}


def is_priced(situation: Situation) -> bool:
    """Whether everything that costs has a price."""
    return all(action.price is not None for action in situation.actions if not action.is_move)


def order(situation: Situation) -> list[list[str]]:
    """The actions whose quantities are minimised in turn, where there are no prices."""
    added = sorted((one for one in situation.actions if not one.is_move), key=lambda one: one.turn)
    return [[action.code for action in group] for _, group in groupby(added, key=lambda action: action.turn)]


def worth(situation: Situation, steps: Sequence[Step]) -> tuple[Fraction, ...]:
    """What a plan comes to in each goal, exactly; the smaller the better."""
    actions = {action.code: action for action in situation.actions}
    moves = Fraction(0)
    for step in steps:
        if step.source:
            near = situation.towns[step.source.school] == situation.towns[step.place.school]
            moves += step.quantity * (NEAR if near else FAR)
    priced = cost(situation, [step for step in steps if actions[step.action].price is not None])
    if is_priced(situation):
        return (priced or Fraction(0), moves)
    sums = [
        sum((step.quantity for step in steps if step.action in codes), Fraction(0))
        for codes in order(situation)
    ]
    return (*sums, moves)


def _stands(situation: Situation, demands: Demands, last: Sequence[Step], plan: Plan) -> bool:
    """Whether the last plan still holds and the new one is not better by more than the solver's tolerance."""
    known = {action.code for action in situation.actions}
    if any(step.action not in known for step in last) or violations(situation, last, demands):
        return False
    if plan.status not in ("最优", "可行"):
        return True
    tolerance = Fraction(max(plan.gap or 0.0, 1e-6))
    for before, now in zip(worth(situation, last), worth(situation, plan.steps), strict=True):
        if before > now * (1 + tolerance):
            return False
        if now > before * (1 + tolerance):
            return True
    return True
