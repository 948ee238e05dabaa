"""Any plan held against a situation in exact fractions, whoever made it.

It reads the steps alone: what the solver said of them counts for nothing. What does not belong here: making a
plan (closing).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Literal, NamedTuple

from pipelines.planning.model import Demands
from pipelines.planning.situation import Action, Place, Situation
from pipelines.planning.steps import Step, after, changes, cost

Broken = Literal[
    "quantity",
    "stage",
    "falls",
    "there_are",
    "not_yet",
    "at_most",
    "in_all",
    "pool",
    "unit",
    "coefficient",
    "budget",
    "need",
]


class Violation(NamedTuple):
    """Something that a plan breaks: which rule, and about whom."""

    rule: Broken
    about: tuple[str, ...]


def violations(situation: Situation, steps: Sequence[Step], demands: Demands) -> list[Violation]:
    """Everything that a plan breaks; empty if it holds."""
    actions = {action.code: action for action in situation.actions}
    return [
        *_of_single_steps(situation, steps, actions),
        *_of_givers(situation, steps, actions),
        *_of_limits(situation, steps, actions),
        *_of_demands(situation, steps, demands),
        *_of_budget(situation, steps, demands.budget),
    ]


def overspent(
    situation: Situation, years: Mapping[int, Sequence[Step]], budgets: Mapping[int, Fraction]
) -> list[Violation]:
    """The years by whose end more is spent than all budgets until then.

    What one year leaves goes on to the next.

    Args:
        situation: what there is, with the prices.
        years: what is done in which year.
        budgets: 万元 of every year.
    """
    broken = []
    for year in sorted(years):
        done = [step for earlier, steps in years.items() if earlier <= year for step in steps]
        there_is = sum((money for of, money in budgets.items() if of <= year), Fraction(0))
        broken += [Violation("budget", (str(year),)) for _ in _of_budget(situation, done, there_is)]
    return broken


def _of_single_steps(
    situation: Situation, steps: Sequence[Step], actions: dict[str, Action]
) -> list[Violation]:
    broken = []
    for step in steps:
        action = actions[step.action]
        places = set(situation.places(action))
        ends = {step.place} | ({step.source} if step.source else set())
        is_whole = step.quantity > 0 and (step.quantity / action.grain).denominator == 1
        if (
            not is_whole
            or not ends <= places
            or bool(step.source) != action.is_move
            or step.source == step.place
        ):
            broken.append(Violation("quantity", (step.action, *step.place)))
        if step.source and step.source.stage != step.place.stage:
            broken.append(Violation("stage", (step.action, *step.source)))
    return broken


def _of_givers(situation: Situation, steps: Sequence[Step], actions: dict[str, Action]) -> list[Violation]:
    """Who gives keeps its threshold, or gives nothing of what it lacks, whatever it gets besides.

    Of those whom a roster tells it gives no more than there are on it.
    """
    given: dict[tuple[Place, str], Fraction] = defaultdict(Fraction)
    gone: dict[tuple[str, Place], Fraction] = defaultdict(Fraction)
    for step in steps:
        if step.source:
            gone[step.action, step.source] += step.quantity
            for indicator in actions[step.action].may_count_in:
                given[step.source, indicator] += step.quantity
    broken = [
        Violation("there_are", (code, *place))
        for (code, place), quantity in gone.items()
        if quantity > situation.there_are.get((code, place), quantity)
    ]
    for (place, indicator), quantity in given.items():
        for unit in situation.units_at(place):
            standing = situation.standings.get((unit, indicator))
            if standing is None or standing.has - standing.share * quantity < standing.kept:
                broken.append(Violation("falls", (*unit, indicator)))
    return broken


def _of_limits(situation: Situation, steps: Sequence[Step], actions: dict[str, Action]) -> list[Violation]:
    """Limits of an action bind all that fall under it; of a move what is given and what is got, each."""
    at: dict[tuple[str, Place, bool], Fraction] = defaultdict(Fraction)
    in_all: dict[str, Fraction] = defaultdict(Fraction)
    pools: dict[str, Fraction] = defaultdict(Fraction)
    used: dict[tuple[str, Place], Fraction] = defaultdict(Fraction)
    for step in steps:
        action = actions[step.action]
        if action.is_move:
            pools[action.pool or ""] += step.quantity
        for other in actions.values():
            if action.uses_up(other):
                used[other.code, step.source or step.place] += step.quantity
        for limited in action.limited_with:
            in_all[limited] += step.quantity
            at[limited, step.place, True] += step.quantity
            if step.source:
                at[limited, step.source, False] += step.quantity
    return [
        *(
            Violation("at_most", (code, *place))
            for (code, place, _), quantity in at.items()
            if quantity > situation.at_most.get((code, place), quantity)
        ),
        *(
            Violation("not_yet", (step.action, *step.place))
            for step in steps
            if (left := situation.not_yet.get((step.action, step.place))) is not None
            and used[step.action, step.place] > left
        ),
        *(
            Violation("in_all", (code,))
            for code, quantity in in_all.items()
            if quantity > situation.in_all.get(code, quantity)
        ),
        *(
            Violation("pool", (pool,))
            for pool, quantity in pools.items()
            if quantity > situation.pools.get(pool, quantity)
        ),
    ]


def _of_demands(situation: Situation, steps: Sequence[Step], demands: Demands) -> list[Violation]:
    then, added = after(situation, steps), changes(situation, steps)
    return [
        *(
            Violation("falls", (*unit, indicator))
            for (unit, indicator), value in then.items()
            if value < situation.standings[unit, indicator].kept
        ),
        *(Violation("unit", unit) for unit in sorted(demands.units) if not situation.fulfils(unit, then)),
        *(
            Violation("coefficient", aspect)
            for aspect in sorted(demands.aspects)
            if situation.over(aspect, then)
        ),
        *(
            Violation("need", need)
            for need in sorted(demands.needs)
            if added.get((Place(need.school), need.indicator), Fraction(0)) < situation.needs[need]
        ),
    ]


def _of_budget(situation: Situation, steps: Sequence[Step], budget: Fraction | None) -> list[Violation]:
    if budget is None:
        return []
    total = cost(situation, steps)
    return [] if total is not None and total <= budget else [Violation("budget", ())]
