"""A plan with a little added to what it does already, so that coefficients hold.

It is a far smaller problem than the plan itself: nothing that was decided is open again. What does not belong
here: which coefficients (closing, balancing), and finding the plan that is added to.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from pipelines.planning.model import Demands, Goal
from pipelines.planning.situation import Aspect, Situation
from pipelines.planning.solving import solve
from pipelines.planning.steps import Step, as_steps, cost, once_done, together


def add_for(
    situation: Situation,
    steps: Sequence[Step],
    aspects: frozenset[Aspect],
    goals: Sequence[Goal],
    *,
    seconds: float,
    gap: float,
    tighter: float,
    budget: Fraction | None = None,
) -> tuple[Step, ...] | None:
    """A plan and what has to be added to it; None if nothing was found.

    Whether the whole then holds is not said: that is for `violations`.

    Args:
        situation: what there is.
        steps: the plan.
        aspects: the coefficients that are to hold.
        goals: what is minimised, in turn; moves are no longer thought of.
        seconds: how long it may take.
        gap: how far from the least it may stay, as a fraction.
        tighter: by how much of itself each limit is drawn tighter, for what rounding takes.
        budget: what the whole may cost, 万元; None: whatever it must.
    """
    now = once_done(situation, steps)
    now = replace(now, actions=tuple(one for one in now.actions if not one.is_move))
    left = None if budget is None else budget - (cost(situation, steps) or 0)
    asked = Demands(frozenset(), aspects, budget=left)
    solved = solve(now, asked, goals, seconds=seconds, gap=gap, tighter=tighter)
    if solved.outcome not in ("optimal", "feasible"):
        return None
    return together([*steps, *as_steps(now, solved.values)])
