"""What is left of a budget brings coefficients within their limits, the nearest to it first.

It only adds to what a plan does already; a coefficient for which the money does not reach is passed over.
Then it goes into what schools need besides. What does not belong here: whom a budget serves first
(affording).
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from pipelines.planning.amending import add_for
from pipelines.planning.checking import violations
from pipelines.planning.closing import Limits, of_cost
from pipelines.planning.model import LEAST_TIGHTER, Demands
from pipelines.planning.situation import Aspect, Place, Situation
from pipelines.planning.steps import Step, after, once_done, together

TIGHTER = (LEAST_TIGHTER, 1e-4)
"""By how much the limits are drawn tighter, in turn."""
BEYOND = Fraction(10**9)
"""How far a coefficient is over that is not to be reckoned, as there is nothing of the resource."""


def balance_too(
    situation: Situation, steps: Sequence[Step], demands: Demands, limits: Limits
) -> tuple[Step, ...]:
    """A plan with what is left of its budget spent on coefficients.

    Args:
        situation: what there is.
        steps: the plan.
        demands: what it keeps to, and its budget.
        limits: how long this may take, and how exactly the least cost is looked for.
    """
    deadline = time.monotonic() + limits.seconds
    plan, held = tuple(steps), demands.aspects
    for aspect in _nearest(situation, plan):
        for tighter in TIGHTER:
            if time.monotonic() > deadline:
                return plan
            asked = replace(demands, aspects=held | {aspect})
            with_it = add_for(
                situation,
                plan,
                asked.aspects,
                [of_cost(situation)],
                seconds=deadline - time.monotonic(),
                gap=limits.gap,
                tighter=tighter,
                budget=demands.budget or Fraction(0),
            )
            if with_it is None:
                break
            if not violations(situation, with_it, asked):
                plan, held = with_it, asked.aspects
                break
    return plan


def equip_too(situation: Situation, steps: Sequence[Step], budget: Fraction) -> tuple[Step, ...]:
    """A plan with what is left of its budget spent on what schools need besides, the least costly first.

    A school whose need the money does not reach for in full is passed over.

    Args:
        situation: what there is, with actions that have a price or move.
        steps: the plan.
        budget: what it may cost in all.
    """
    plan = tuple(steps)
    for _, need, action in sorted(
        ((action.price or Fraction(0)) * lacking, need, action.code)
        for need, lacking in situation.needs.items()
        for action in situation.actions
        if need.indicator in action.counts_in and lacking > 0
    ):
        lacking = once_done(situation, plan).needs[need]
        with_it = together([*plan, *([Step(action, Place(need.school), lacking)] if lacking else [])])
        if not violations(situation, with_it, Demands(frozenset(), frozenset(), budget=budget)):
            plan = with_it
    return plan


def _nearest(situation: Situation, steps: Sequence[Step]) -> list[Aspect]:
    """The coefficients that are over their limit, the nearest first."""
    then = after(situation, steps)
    over = [aspect for aspect in situation.cv_limits if situation.over(aspect, then)]
    return sorted(over, key=lambda aspect: (situation.excess(aspect, then) or BEYOND, aspect))
