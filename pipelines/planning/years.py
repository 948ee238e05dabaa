"""A plan spread over the years of a budget: what is done first.

What is done is settled; only when is not. Moves and what costs nothing are done in the first year. Then,
year by year, either as many pupils as possible come to attend passing units, at least cost, or the works go
in the order of who is worst off today, each begun as far as the money reaches. What is left is brought
forward as far as no later year lacks it. What does not belong here: what is done by the deadline
(affording).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from math import floor

from pipelines.planning.demanding import passing
from pipelines.planning.model import Demands, Goal
from pipelines.planning.situation import WHOLE, Place, Situation, Unit
from pipelines.planning.solving import solve
from pipelines.planning.steps import Step, as_steps, cost, once_done, together

SECONDS = 1.0
"""How long the order of one year may be looked for; what is not found in it is done in the order of need."""


def spread(
    situation: Situation,
    steps: Sequence[Step],
    budgets: Mapping[int, Fraction],
    turns: Sequence[frozenset[Unit]],
    for_most_pupils: bool,
) -> dict[int, tuple[Step, ...]]:
    """What is done in which year.

    Args:
        situation: what there is.
        steps: all that is done; the budgets together reach for it.
        budgets: 万元 of every year; what one leaves goes on to the next.
        turns: the units that do not pass today, who comes first in front.
        for_most_pupils: whether each year shall bring most pupils into passing units; else the worst off
        come first.
    """
    years = range(min(budgets), max(budgets) + 1)
    plan = _Plan(situation, years, budgets)
    free = [step for step in steps if not _price(situation, step)]
    waiting = _Waiting(situation, [step for step in steps if _price(situation, step)], turns)
    plan.do(years[0], free)
    if for_most_pupils:
        for year in years:
            for step in _for_most(situation, plan, waiting, turns, year):
                plan.do(year, [step])
                waiting.take(step)
    for year in years:
        for step in list(waiting.steps):
            done = _as_much(situation, step, plan.left(year))
            if done:
                plan.do(year, [done])
                waiting.take(done)
            if done != step:
                break
    if for_most_pupils:
        plan.bring_forward()
    return {year: tuple(sorted(plan.done[year], key=_order(steps))) for year in years}


class _Plan:
    """What is done in which year so far, and what is left of the money."""

    def __init__(self, situation: Situation, years: range, budgets: Mapping[int, Fraction]) -> None:
        self._situation, self._years, self._budgets = situation, years, budgets
        self.done: dict[int, list[Step]] = {year: [] for year in years}

    def do(self, year: int, steps: Iterable[Step]) -> None:
        """Do steps in a year; a step that goes on in it becomes one."""
        self.done[year] = list(together([*self.done[year], *steps]))

    def left(self, year: int, before: int | None = None) -> Fraction:
        """What can be spent in a year so that no later one, before another, lacks what is planned for it."""
        spent, there_is, least = Fraction(0), Fraction(0), []
        for one in self._years:
            spent += cost(self._situation, self.done[one]) or Fraction(0)
            there_is += self._budgets.get(one, Fraction(0))
            if one >= year and (before is None or one < before):
                least.append(there_is - spent)
        return min(least)

    def bring_forward(self) -> None:
        """Begin in a year what a later one is to do, as far as money reaches that would wait till then."""
        for year in self._years:
            for later in range(year + 1, self._years.stop):
                for step in list(self.done[later]):
                    sooner = _as_much(self._situation, step, self.left(year, later))
                    if sooner:
                        self.done[later].remove(step)
                        if sooner != step:
                            self.do(later, [replace(step, quantity=step.quantity - sooner.quantity)])
                        self.do(year, [sooner])

    def until(self, year: int) -> list[Step]:
        """All that is done by the end of a year."""
        return [step for one in self._years if one <= year for step in self.done[one]]


class _Waiting:
    """What is still to be done, those in front who come first: by turn, then by how far behind they are."""

    def __init__(self, situation: Situation, steps: Sequence[Step], turns: Sequence[frozenset[Unit]]) -> None:
        rank = {unit: turn for turn, units in enumerate(turns) for unit in units}

        def need(step: Step) -> tuple[int, Fraction, str]:
            return min(
                (
                    (rank.get(unit, len(turns)), situation.level(unit), unit.school)
                    for unit in situation.units_at(step.place)
                ),
                default=(len(turns), WHOLE, step.place.school),
            )

        self.steps = sorted(steps, key=need)

    def take(self, done: Step) -> None:
        """Take off what is done."""
        for turn, step in enumerate(self.steps):
            if (step.action, step.place, step.source) == (done.action, done.place, done.source):
                left = step.quantity - done.quantity
                self.steps[turn : turn + 1] = [replace(step, quantity=left)] if left > 0 else []
                return


def _for_most(
    situation: Situation, plan: _Plan, waiting: _Waiting, turns: Sequence[frozenset[Unit]], year: int
) -> list[Step]:
    """What of that which waits brings most pupils into passing units by the end of a year, at least cost."""
    additions = [step for step in waiting.steps if not step.source]
    at_most: dict[tuple[str, Place], Fraction] = defaultdict(Fraction)
    for step in additions:
        at_most[step.action, step.place] += step.quantity
    actions = tuple(one for one in situation.actions if any(step.action == one.code for step in additions))
    now = replace(
        once_done(situation, plan.until(year)),
        actions=actions,
        at_most={
            (action.code, place): at_most.get((action.code, place), Fraction(0))
            for action in actions
            for place in situation.places(action)
        },
        in_all={},
    )
    wishes = [frozenset(unit for unit in units if not now.fulfils(unit)) for units in turns]
    goals: list[Goal] = [
        {passing(unit): -Fraction(now.pupils[unit]) for unit in units} for units in wishes if units
    ]
    if not goals or not actions:
        return []
    prices: Goal = {
        (action.code, place, "add"): action.price or Fraction(0)
        for action in actions
        for place in now.places(action)
    }
    # what is measured is rounded up to its grain afterwards
    rounding = sum(
        (
            action.grain * (action.price or 0)
            for action in actions
            if action.grain < WHOLE
            for _ in now.places(action)
        ),
        Fraction(0),
    )
    demands = Demands(
        frozenset(), frozenset(), frozenset().union(*wishes), max(plan.left(year) - rounding, Fraction(0))
    )
    solved = solve(now, demands, [*goals, prices], seconds=SECONDS, gap=0.0)
    if solved.outcome not in ("optimal", "feasible"):
        return []
    steps = [
        replace(step, quantity=min(step.quantity, at_most[step.action, step.place]))
        for step in as_steps(now, solved.values)
    ]
    is_within = (cost(situation, steps) or Fraction(0)) <= plan.left(year)
    return steps if is_within else []


def _as_much(situation: Situation, step: Step, money: Fraction) -> Step | None:
    """As much of a step as some money reaches for, in whole grains; None if for nothing."""
    price = _price(situation, step)
    grain = next(action.grain for action in situation.actions if action.code == step.action)
    quantity = min(step.quantity, floor(money / price / grain) * grain)
    return replace(step, quantity=quantity) if quantity > 0 else None


def _price(situation: Situation, step: Step) -> Fraction:
    return next(action.price or Fraction(0) for action in situation.actions if action.code == step.action)


def _order(steps: Sequence[Step]) -> Callable[[Step], int]:
    places = {(step.action, step.place, step.source): turn for turn, step in enumerate(steps)}
    return lambda step: places[step.action, step.place, step.source]
