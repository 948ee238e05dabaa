"""What each 万元 of a plan buys: the plan as an order of work, with what it has come to after each part.

The cheapest plan goes school by school, those first that bring most pupils into passing units for their
money (for the works that they take, where not everything has a price); what no unit needs to pass but other
demands do comes last. A plan within a budget goes year by year. What does not belong here: what is done
(closing, affording).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Literal

from pipelines.planning.situation import Aspect, Place, Situation, Unit
from pipelines.planning.steps import Step, changes, cost

Part = Literal["现在", "不花钱的", "一所学校", "其余", "一年"]
TODAY: Part = "现在"
FREE: Part = "不花钱的"
SCHOOL: Part = "一所学校"
REST: Part = "其余"
YEAR: Part = "一年"
CLEAR = 1e-6
"""So far from its limit a coefficient must be for floating numbers to say on which side it is."""
Values = dict[tuple[Unit, str], Fraction]


@dataclass(frozen=True)
class Point:
    """What a plan has come to after one of its parts.

    Attributes:
        part: what was done last.
        school: whose works it was, where they are those of one school.
        action: the code of the action, where it is one that no unit needs to pass.
        year: the fiscal year, of a plan that goes year by year.
        works: how many works are begun by then, each action at each place once.
        cost: 万元 spent by then; None if something done has no price.
        units: how many units pass by then.
        pupils: how many pupils attend them.
        over: how many coefficients are over their limit by then.
    """

    part: Part
    school: str | None
    action: str | None
    year: int | None
    works: int
    cost: Fraction | None
    units: int
    pupils: int
    over: int


def by_school(situation: Situation, steps: Sequence[Step]) -> tuple[Point, ...]:
    """The points of a plan whose order is free: from today to all that it does."""
    course = _Course(situation)
    free = [step for step in steps if step.source]
    works = [step for step in steps if not step.source]
    if free:
        course.do(FREE, free)
    of_school: dict[str, list[Step]] = {}
    for step in works:
        of_school.setdefault(step.place.school, []).append(step)
    chosen = [found for steps_of in of_school.values() if (found := _needed(situation, course.now, steps_of))]
    rest = list(works)
    for needed in sorted(chosen, key=lambda one: (one.price / one.pupils, one.school)):
        course.do(SCHOOL, needed.steps, school=needed.school)
        rest = _without(rest, needed.steps)
    turns = {action.code: action.turn for action in situation.actions}
    for code in sorted({step.action for step in rest}, key=lambda code: (-turns[code], code)):
        course.do(REST, [step for step in rest if step.action == code], action=code)
    return tuple(course.points)


def by_year(situation: Situation, years: Mapping[int, Sequence[Step]]) -> tuple[Point, ...]:
    """The points of a plan that says what is done in which year: from today to the end of each."""
    course = _Course(situation)
    for year in sorted(years):
        course.do(YEAR, years[year], year=year)
    return tuple(course.points)


class _Course:
    """What has been done so far, and what it came to."""

    def __init__(self, situation: Situation) -> None:
        self._situation = situation
        self.now: Values = {key: standing.has for key, standing in situation.standings.items()}
        self._passing = {unit for unit in situation.units if situation.passes(unit)}
        self._over = {aspect for aspect in situation.cv_limits if situation.over(aspect)}
        self._begun: set[tuple[str, Place, Place | None]] = set()
        self._cost: Fraction | None = Fraction(0)
        self.points: list[Point] = []
        self._note(TODAY)

    def do(
        self,
        part: Part,
        steps: Sequence[Step],
        *,
        school: str | None = None,
        action: str | None = None,
        year: int | None = None,
    ) -> None:
        """Do some steps, and note what they come to."""
        touched = _do(self._situation, self.now, steps)
        for unit in {unit for unit, _ in touched}:
            now = self._situation.passes(unit, self.now)
            self._passing = self._passing | {unit} if now else self._passing - {unit}
        for aspect in {Aspect(unit.stage, code) for unit, code in touched} & set(self._situation.cv_limits):
            now_over = _is_over(self._situation, aspect, self.now)
            self._over = self._over | {aspect} if now_over else self._over - {aspect}
        self._begun |= {(step.action, step.place, step.source) for step in steps}
        spent = cost(self._situation, steps)
        self._cost = None if spent is None or self._cost is None else self._cost + spent
        self._note(part, school, action, year)

    def _note(
        self, part: Part, school: str | None = None, action: str | None = None, year: int | None = None
    ) -> None:
        pupils = sum(self._situation.pupils[unit] for unit in self._passing)
        self.points.append(
            Point(
                part,
                school,
                action,
                year,
                len(self._begun),
                self._cost,
                len(self._passing),
                pupils,
                len(self._over),
            )
        )


@dataclass(frozen=True)
class _Needed:
    """What of a school's works it takes for its units: no more of each than they need."""

    school: str
    steps: list[Step]
    pupils: int
    price: Fraction


def _needed(situation: Situation, now: Values, steps: Sequence[Step]) -> _Needed | None:
    """The works of a school without what only coefficients need; None if they complete no unit."""
    school = steps[0].place.school
    units = [unit for unit in situation.units_at(Place(school)) if not situation.fulfils(unit, now)]

    def completed(some: Sequence[Step]) -> list[Unit]:
        then = {key: value for key, value in now.items() if key[0] in units}
        _do(situation, then, some)
        return [unit for unit in units if situation.fulfils(unit, then)]

    gained = completed(steps)
    if not gained:
        return None
    grains = {action.code: action.grain for action in situation.actions}
    kept = sorted(steps, key=lambda step: (-(cost(situation, [step]) or 0), step.action))
    for step in list(kept):
        at, grain = kept.index(step), grains[step.action]
        low, high = 0, int(step.quantity / grain)
        while low < high:  # the fewest grains with which the same units are completed
            half = (low + high) // 2
            tried = [*kept[:at], *_of(step, half * grain), *kept[at + 1 :]]
            low, high = (low, half) if completed(tried) == gained else (half + 1, high)
        kept[at : at + 1] = _of(step, low * grain)
    spent = cost(situation, kept)
    pupils = sum(situation.pupils[unit] for unit in gained)
    return _Needed(school, kept, pupils, Fraction(len(kept)) if spent is None else spent)


def _of(step: Step, quantity: Fraction) -> list[Step]:
    return [replace(step, quantity=quantity)] if quantity > 0 else []


def _do(situation: Situation, values: Values, steps: Sequence[Step]) -> set[tuple[Unit, str]]:
    """Do some steps on the numerators of units; gives those that are others now."""
    touched: set[tuple[Unit, str]] = set()
    for (place, code), quantity in changes(situation, steps).items():
        for unit in situation.units_at(place):
            if (unit, code) in values:
                values[unit, code] += situation.standings[unit, code].share * quantity
                touched.add((unit, code))
    return touched


def _without(steps: Sequence[Step], done: Sequence[Step]) -> list[Step]:
    """What is left of some steps when others are done."""
    less = {(step.action, step.place): step.quantity for step in done}
    return [
        replace(step, quantity=left)
        for step in steps
        if (left := step.quantity - less.get((step.action, step.place), Fraction(0))) > 0
    ]


def _is_over(situation: Situation, aspect: Aspect, now: Values) -> bool:
    """Whether a coefficient is over its limit: in floating numbers, in fractions where it is near."""
    excess = _roughly(situation, aspect, now)
    if excess is None or abs(excess - 1) < CLEAR:
        return situation.over(aspect, now)
    return excess > 1


def _roughly(situation: Situation, aspect: Aspect, now: Values) -> float | None:
    known = [
        (situation.pupils[unit], float(now[unit, aspect.indicator])) for unit in _of_stage(situation, aspect)
    ]
    total = sum(value for _, value in known)
    if total <= 0:
        return None
    squares = sum(value * value / pupils for pupils, value in known)
    limit = float(situation.cv_limits[aspect])
    return sum(pupils for pupils, _ in known) * squares / ((1 + limit * limit) * total * total)


def _of_stage(situation: Situation, aspect: Aspect) -> Iterator[Unit]:
    """The units of which a coefficient speaks."""
    return (
        unit
        for unit in situation.units
        if unit.stage == aspect.stage and (unit, aspect.indicator) in situation.standings
    )
