"""A plan as a list of steps: what is done, where, how much of it, and what every unit has afterwards.

What does not belong here: finding the steps (closing).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from math import ceil

from pipelines.planning.model import Key, Way
from pipelines.planning.situation import Action, Place, Situation, Unit

NEAR_ENOUGH = Fraction(1, 100)
"""How far, in grains, a quantity of the solver may lie from a multiple of the grain and still mean it."""


@dataclass(frozen=True)
class Step:
    """One thing to do.

    Attributes:
        action: the code of the action.
        place: where it is done; of a move, where it goes.
        quantity: how much of it.
        source: of a move, where it comes from.
    """

    action: str
    place: Place
    quantity: Fraction
    source: Place | None = None


def as_steps(situation: Situation, values: Mapping[Key, float]) -> tuple[Step, ...]:
    """The solver's quantities as steps: in multiples of their grain, moves paired within a town first."""
    steps: list[Step] = []
    for action in sorted(
        situation.actions, key=lambda action: (not action.is_move, -action.turn, action.code)
    ):
        if action.is_move:
            steps += _moves(situation, action, values)
            continue
        for place in situation.places(action):
            quantity = _in_grains(values.get((action.code, place, "add"), 0.0), action.grain)
            if quantity > 0:
                steps.append(Step(action.code, place, quantity))
    return tuple(steps)


def after(situation: Situation, steps: Sequence[Step]) -> dict[tuple[Unit, str], Fraction]:
    """The numerator of every unit and indicator when the steps are done, exactly."""
    change = changes(situation, steps)
    return {
        (unit, indicator): standing.has
        + standing.share * change.get((situation.place_of(unit, indicator), indicator), Fraction(0))
        for (unit, indicator), standing in situation.standings.items()
    }


def changes(situation: Situation, steps: Sequence[Step]) -> dict[tuple[Place, str], Fraction]:
    """By how much the steps change what each place has of each indicator."""
    actions = {action.code: action for action in situation.actions}
    change: dict[tuple[Place, str], Fraction] = defaultdict(Fraction)
    for step in steps:
        for indicator in actions[step.action].counts_in:
            change[step.place, indicator] += step.quantity
            if step.source:
                change[step.source, indicator] -= step.quantity
    return change


def once_done(situation: Situation, steps: Sequence[Step]) -> Situation:
    """The situation when the steps are done: what every unit has then, and what of the limits is left."""
    then = after(situation, steps)
    at_most, in_all, pools = dict(situation.at_most), dict(situation.in_all), dict(situation.pools)
    there_are, not_yet = dict(situation.there_are), dict(situation.not_yet)
    actions = {action.code: action for action in situation.actions}
    for step in steps:
        action = actions[step.action]
        if step.source and action.pool in pools:
            pools[action.pool] -= step.quantity
        if step.source and (step.action, step.source) in there_are:
            there_are[step.action, step.source] -= step.quantity
        for other in situation.actions:
            key = other.code, step.source or step.place
            if key in not_yet and action.uses_up(other):
                not_yet[key] -= step.quantity
        for limited in action.limited_with:
            for place in (step.place, step.source):
                if place and (limited, place) in at_most:
                    at_most[limited, place] -= step.quantity
            if limited in in_all:
                in_all[limited] -= step.quantity
    added = changes(situation, steps)
    needs = {
        need: max(Fraction(0), lacking - added.get((Place(need.school), need.indicator), Fraction(0)))
        for need, lacking in situation.needs.items()
    }
    standings = {key: replace(standing, has=then[key]) for key, standing in situation.standings.items()}
    return replace(
        situation,
        standings=standings,
        at_most=at_most,
        in_all=in_all,
        pools=pools,
        there_are=there_are,
        not_yet=not_yet,
        needs=needs,
    )


def together(steps: Sequence[Step]) -> tuple[Step, ...]:
    """Steps in which each thing that is done somewhere stands once."""
    found: dict[tuple[str, Place, Place | None], Step] = {}
    for step in steps:
        key = step.action, step.place, step.source
        found[key] = replace(step, quantity=found[key].quantity + step.quantity) if key in found else step
    return tuple(found.values())


def cost(situation: Situation, steps: Sequence[Step]) -> Fraction | None:
    """What the steps cost in 万元; a move without a price costs nothing. None if another step has none."""
    actions = {action.code: action for action in situation.actions}
    total = Fraction(0)
    for step in steps:
        action = actions[step.action]
        if action.price is None and not action.is_move:
            return None
        total += (action.price or 0) * step.quantity
    return total


def _in_grains(value: float, grain: Fraction) -> Fraction:
    exact = Fraction(value) / grain
    nearest = round(exact)
    return (nearest if abs(exact - nearest) <= NEAR_ENOUGH else ceil(exact)) * grain


def _moves(situation: Situation, action: Action, values: Mapping[Key, float]) -> list[Step]:
    """Who gives whom: within a town first, then across; what a place would give itself is left out."""
    wanted = {
        place: _moved(values, action, place, "get") - _moved(values, action, place, "give")
        for place in situation.places(action)
    }
    found: dict[tuple[Place, Place], Fraction] = defaultdict(Fraction)
    for is_far in (False, True):
        circles: dict[tuple[str, str], list[Place]] = defaultdict(list)
        for place in wanted:
            circles[place.stage, "" if is_far else situation.towns[place.school]].append(place)
        for places in circles.values():
            for (source, place), quantity in _paired({place: wanted[place] for place in places}):
                found[source, place] += quantity
                wanted[source] += quantity
                wanted[place] -= quantity
    return [Step(action.code, place, quantity, source) for (source, place), quantity in sorted(found.items())]


def _moved(values: Mapping[Key, float], action: Action, place: Place, way: Way) -> Fraction:
    return Fraction(round(Fraction(values.get((action.code, place, way), 0.0)) / action.grain)) * action.grain


def _paired(wanted: Mapping[Place, Fraction]) -> list[tuple[tuple[Place, Place], Fraction]]:
    """Who gives whom how much: the largest giver to the largest getter, so that few pairs come of it."""
    pairs = []
    left = {place: -quantity for place, quantity in wanted.items() if quantity < 0}
    lacking = {place: quantity for place, quantity in wanted.items() if quantity > 0}
    while any(left.values()) and any(lacking.values()):
        source = max(left, key=lambda place: (left[place], place))
        place = max(lacking, key=lambda place: (lacking[place], place))
        quantity = min(left[source], lacking[place])
        left[source] -= quantity
        lacking[place] -= quantity
        pairs.append(((source, place), quantity))
    return pairs
