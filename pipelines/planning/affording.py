"""Plans for a budget that does not reach: most pupils in passing schools, or the worst-off schools first.

What is done by the deadline is decided first, by the aim; `years` spreads it over the years. What one year
leaves goes on to the next. Actions without a price are left out, as no cost is invented. Coefficients that
hold today still hold at the end; on those that do not goes what is left of the money (balancing). What does
not belong here: the plan that fulfils every demand (closing), and what is said of a plan (wording).
"""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Literal

from pipelines.planning.balancing import balance_too, equip_too
from pipelines.planning.budget import Budget
from pipelines.planning.checking import overspent, violations
from pipelines.planning.closing import NO_GAP, TIGHTER, Limits, Plan, Status, fewest_moves, of_cost
from pipelines.planning.demanding import passing
from pipelines.planning.model import Demands, Goal, Lowest
from pipelines.planning.situation import Action, Aspect, Situation, Unit
from pipelines.planning.solving import solve
from pipelines.planning.steps import Step, after, as_steps, cost
from pipelines.planning.years import spread

Aim = Literal["受益学生最多", "先补最弱"]
MOST_PUPILS: Aim = "受益学生最多"
WEAKEST_FIRST: Aim = "先补最弱"
AIMS = (MOST_PUPILS, WEAKEST_FIRST)
ROUNDING = 6
"""How often a budget is drawn tighter because quantities made whole cost more than there is."""
Worth = tuple[tuple[Fraction, ...], ...]


@dataclass(frozen=True)
class Afforded:
    """A plan within a budget.

    Attributes:
        aim: what it is after.
        status: 不需要 · 最优 · 可行 (holds, the optimum is not proven) · 未证明 (nothing was found).
        gap: how far from the optimum what is aimed at may be, as a fraction; None if that is not known.
        reaches: whether the budget reaches for every demand, so that it is the cheapest plan.
        years: what is done in which year.
    """

    aim: Aim
    status: Status
    gap: float | None
    reaches: bool
    years: Mapping[int, tuple[Step, ...]]

    @property
    def steps(self) -> tuple[Step, ...]:
        """All that is done by the deadline."""
        return self.until(max(self.years))

    def until(self, year: int) -> tuple[Step, ...]:
        """All that is done by the end of a year."""
        return tuple(step for one in sorted(self.years) if one <= year for step in self.years[one])


def afford(
    situation: Situation,
    budget: Budget,
    aim: Aim,
    cheapest: Plan,
    limits: Limits | None = None,
    last: Sequence[Step] | None = None,
) -> Afforded:
    """The plan that comes nearest to an aim with a budget, year by year.

    Args:
        situation: what there is.
        budget: what there is to spend.
        aim: most pupils in passing units, or the units lifted that reach least.
        cheapest: the plan that fulfils every demand; it is the plan if the budget reaches for it.
        limits: how long and how exactly it is looked for.
        last: the steps of the last plan; they stay if they hold and the new ones are no better.

    Raises:
        NoSolver: the solver is not installed.
    """
    limits = limits or Limits()
    needs = cost(situation, cheapest.steps)
    if cheapest.status == "不需要":
        return Afforded(aim, "不需要", 0.0, True, dict.fromkeys(budget.years, ()))
    if cheapest.steps and needs is not None and needs <= budget.total:
        years = spread(
            situation, cheapest.steps, budget.by_year, _by_turn(situation, budget), aim == MOST_PUPILS
        )
        return Afforded(aim, cheapest.status, cheapest.gap, True, years)
    status, gap, steps = _found(situation, budget, aim, limits)
    if status != "未证明":
        within = replace(situation, actions=_priced(situation))
        steps = balance_too(
            within, steps, asks(situation, budget), replace(limits, seconds=limits.seconds / 4)
        )
        steps = equip_too(within, steps, budget.total)
    if last is not None and _stands(situation, budget, aim, last, steps):
        steps, status = tuple(last), "可行" if status == "未证明" else status
    years = spread(situation, steps, budget.by_year, _by_turn(situation, budget), aim == MOST_PUPILS)
    if overspent(situation, years, budget.by_year):
        raise AssertionError("a plan was spread over its years beyond their budgets")
    return Afforded(aim, status, gap, False, years)


def asks(situation: Situation, budget: Budget) -> Demands:
    """What every plan within a budget must keep to: the coefficients that hold today, and the money."""
    holding = frozenset(aspect for aspect in situation.cv_limits if not situation.over(aspect))
    return Demands(frozenset(), holding, budget=budget.total)


def reached(situation: Situation, budget: Budget, aim: Aim, steps: Sequence[Step]) -> Worth:
    """What a plan comes to in its aim, exactly, turn by turn; the greater the better."""
    then = after(situation, steps)
    found: list[tuple[Fraction, ...]] = []
    for units in _by_turn(situation, budget):
        pupils = Fraction(sum(situation.pupils[unit] for unit in units if situation.fulfils(unit, then)))
        levels = sorted(situation.level(unit, then) for unit in units) if aim == WEAKEST_FIRST else []
        found.append((*levels, pupils))
    return tuple(found)


def _by_turn(situation: Situation, budget: Budget) -> list[frozenset[Unit]]:
    """The units for which not all is done today, those of one turn together, in the order of the turns."""
    last = max(budget.turns.values(), default=0) + 1
    together: dict[int, set[Unit]] = {}
    for unit in situation.units:
        if not situation.fulfils(unit):
            together.setdefault(budget.turns.get(unit, last), set()).add(unit)
    return [frozenset(together[turn]) for turn in sorted(together)]


def _goals(situation: Situation, budget: Budget, aim: Aim) -> list[Goal | Lowest]:
    goals: list[Goal | Lowest] = []
    for units in _by_turn(situation, budget):
        if aim == WEAKEST_FIRST:
            goals += [Lowest(count, units) for count in range(1, len(units) + 1)]
        goals.append({passing(unit): -Fraction(situation.pupils[unit]) for unit in units})
    cheap = of_cost(situation)
    return [*goals, cheap] if cheap else goals


def _priced(situation: Situation) -> tuple[Action, ...]:
    return tuple(one for one in situation.actions if one.is_move or one.price is not None)


def _found(
    situation: Situation, budget: Budget, aim: Aim, limits: Limits
) -> tuple[Status, float | None, tuple[Step, ...]]:
    deadline = time.monotonic() + limits.seconds
    possible = replace(situation, actions=_priced(situation))
    demands = asks(situation, budget)
    wishes = frozenset(unit for units in _by_turn(situation, budget) for unit in units)
    held: frozenset[Aspect] = frozenset()
    money, turn = budget.total, 0
    first: Worth | None = None
    while True:
        solved = solve(
            possible,
            Demands(frozenset(), held, wishes, money),
            _goals(possible, budget, aim),
            at_last=fewest_moves(possible),
            seconds=max(deadline - time.monotonic(), 0.1),
            gap=limits.gap,
            tighter=TIGHTER[min(turn, len(TIGHTER) - 1)],
        )
        if solved.outcome in ("infeasible", "unknown"):
            return "未证明", None, ()
        steps = as_steps(possible, solved.values)
        broken = violations(possible, steps, demands)
        worth = reached(possible, budget, aim, steps)
        if not broken:
            is_best = solved.outcome == "optimal" and (first is None or worth >= first)
            gap = solved.gap if solved.gap is not None and solved.gap < NO_GAP else None
            return ("最优" if is_best else "可行"), gap, steps
        newly_over = {Aspect(*one.about) for one in broken if one.rule == "coefficient"} - held
        held |= newly_over
        if newly_over:
            continue
        first = first or worth
        turn += 1
        if turn > ROUNDING:
            return "未证明", None, ()
        if any(one.rule == "budget" for one in broken):
            money -= 2 * ((cost(possible, steps) or Fraction(0)) - budget.total)


def _stands(
    situation: Situation, budget: Budget, aim: Aim, last: Sequence[Step], steps: Sequence[Step]
) -> bool:
    """Whether the last plan still holds and the new one comes to no more, or to as much for no less."""
    known = {action.code for action in situation.actions}
    if any(step.action not in known for step in last) or violations(situation, last, asks(situation, budget)):
        return False
    before, now = (reached(situation, budget, aim, of) for of in (last, steps))
    if before != now:
        return before > now
    over_before, over_now = (_over(situation, of) for of in (last, steps))
    if over_before != over_now:
        return over_before < over_now
    return (cost(situation, last) or 0) <= (cost(situation, steps) or 0)


def _over(situation: Situation, steps: Sequence[Step]) -> int:
    then = after(situation, steps)
    return sum(situation.over(aspect, then) for aspect in situation.cv_limits)
