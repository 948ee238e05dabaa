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
    actions = {action.code: action for action in situation.actions}
    for step in steps:
        pool = actions[step.action].pool
        if step.source and pool in pools:
            pools[pool] -= step.quantity
        if (step.action, step.place) in at_most:
            at_most[step.action, step.place] -= step.quantity
        if step.action in in_all:
            in_all[step.action] -= step.quantity
    added = changes(situation, steps)
    needs = {
        need: max(Fraction(0), lacking - added.get((Place(need.school), need.indicator), Fraction(0)))
        for need, lacking in situation.needs.items()
    }
    standings = {key: replace(standing, has=then[key]) for key, standing in situation.standings.items()}
    return replace(situation, standings=standings, at_most=at_most, in_all=in_all, pools=pools, needs=needs)


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
    found: dict[tuple[Place, Place], Fraction] = defaultdict(Fraction)
    for far, give, get in ((False, "give", "get"), (True, "give_far", "get_far")):
        circles: dict[tuple[str, str], tuple[list[tuple[Place, Fraction]], list[tuple[Place, Fraction]]]] = {}
        for place in situation.places(action):
            circle = place.stage, "" if far else situation.towns[place.school]
            givers, getters = circles.setdefault(circle, ([], []))
            for way, side in ((give, givers), (get, getters)):
                quantity = _moved(values, action, place, way)
                if quantity > 0:
                    side.append((place, quantity))
        for givers, getters in circles.values():
            for pair, quantity in _paired(givers, getters):
                found[pair] += quantity
    return [Step(action.code, place, quantity, source) for (source, place), quantity in sorted(found.items())]


def _moved(values: Mapping[Key, float], action: Action, place: Place, way: str) -> Fraction:
    key: Way = way  # type: ignore[assignment]
    return Fraction(round(Fraction(values.get((action.code, place, key), 0.0)) / action.grain)) * action.grain


def _paired(
    givers: list[tuple[Place, Fraction]], getters: list[tuple[Place, Fraction]]
) -> list[tuple[tuple[Place, Place], Fraction]]:
    """Who gives whom how much: the largest giver to the largest getter, so that few pairs come of it."""
    pairs = []
    left = {place: quantity for place, quantity in givers}
    wanted = {place: quantity for place, quantity in getters}
    while any(left.values()) and any(wanted.values()):
        source = max(left, key=lambda place: (left[place], place))
        place = max(wanted, key=lambda place: (wanted[place], place))
        quantity = min(left[source], wanted[place])
        left[source] -= quantity
        wanted[place] -= quantity
        if source != place:
            pairs.append(((source, place), quantity))
    return pairs
