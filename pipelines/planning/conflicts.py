"""The smallest set of demands that cannot hold together, of a situation in which not all of them can.

A single demand that cannot hold by itself is the smallest there is. Else demands are left out one after
another as long as what is left still cannot hold: of what remains none can be missed. What does not belong
here: how a demand is said to people (wording).
"""

from __future__ import annotations

import time
from collections.abc import Iterable
from dataclasses import dataclass

from pipelines.planning.model import Demands, Outcome
from pipelines.planning.situation import Aspect, Need, Situation, Unit
from pipelines.planning.solving import solve

A_DEMAND = 5.0
"""Seconds at most to find out whether some demands can hold together."""


@dataclass(frozen=True)
class Conflict:
    """Demands that cannot hold together.

    Attributes:
        demands: which.
        is_smallest: whether it is proven that fewer cannot be in conflict; else none of these can be missed.
    """

    demands: Demands
    is_smallest: bool


def conflict(situation: Situation, demands: Demands, seconds: float) -> Conflict:
    """Demands that cannot hold together, as few as can be found in the time.

    Args:
        situation: what there is.
        demands: demands that cannot all hold.
        seconds: how long it may take; what is not looked at by then stays in the set.
    """
    deadline = time.monotonic() + seconds
    every: list[Unit | Aspect | Need] = [
        *sorted(demands.units),
        *sorted(demands.aspects),
        *sorted(demands.needs),
    ]
    pressing = [one for one in every if _is_open(situation, one)]
    alone_can: set[Unit | Aspect | Need] = set()
    for one in pressing:
        if time.monotonic() > deadline:
            break
        outcome = _outcome(situation, [one], deadline)
        if outcome == "infeasible":
            return Conflict(_demands([one]), is_smallest=True)
        if outcome != "unknown":
            alone_can.add(one)
    needed = list(every)
    for one in every:
        if time.monotonic() > deadline:
            break
        rest = [other for other in needed if other != one]
        if _outcome(situation, rest, deadline) == "infeasible":
            needed = rest
    return Conflict(_demands(needed), is_smallest=len(needed) == 2 and alone_can == set(pressing))


def _is_open(situation: Situation, one: Unit | Aspect | Need) -> bool:
    """Whether a demand does not hold today; one that does can hold by itself."""
    if isinstance(one, Need):
        return situation.needs[one] > 0
    return situation.over(one) if isinstance(one, Aspect) else not situation.fulfils(one)


def _outcome(situation: Situation, some: Iterable[Unit | Aspect | Need], deadline: float) -> Outcome:
    seconds = min(A_DEMAND, max(deadline - time.monotonic(), 0.1))
    return solve(situation, _demands(some), [], seconds=seconds, gap=1.0).outcome


def _demands(some: Iterable[Unit | Aspect | Need]) -> Demands:
    found = list(some)
    return Demands(
        frozenset(one for one in found if isinstance(one, Unit)),
        frozenset(one for one in found if isinstance(one, Aspect)),
        needs=frozenset(one for one in found if isinstance(one, Need)),
    )
