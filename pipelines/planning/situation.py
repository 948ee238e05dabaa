"""What a plan starts from: the units of a county, what each has and must reach, and what may be done.

Every figure is an exact fraction in the unit in which a shortfall is told (人, ㎡, 万元, 间). What does not
belong here: where the figures come from (reading), and deciding anything (model).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from math import ceil, floor
from typing import NamedTuple

WHOLE = Fraction(1)
"""The grain of what is counted: teachers, rooms."""


class Unit(NamedTuple):
    """A school stage that counts."""

    school: str
    stage: str


class Place(NamedTuple):
    """Where something is added or given away: a unit, or a whole campus, whose stage is then empty."""

    school: str
    stage: str = ""


class Need(NamedTuple):
    """Something that a school must have beside what its units are judged by, counted in whole numbers."""

    school: str
    indicator: str


class Aspect(NamedTuple):
    """An indicator of a stage: what one coefficient of variation is about."""

    stage: str
    indicator: str


@dataclass(frozen=True)
class Standing:
    """What a unit has of an indicator, and what it must reach.

    Attributes:
        has: today's numerator.
        threshold: the numerator with which the threshold is reached.
        floor: the numerator with which the floor is reached.
        share: of what is added to its place, what counts for this unit (1, but for the plant of a campus).
    """

    has: Fraction
    threshold: Fraction
    floor: Fraction
    share: Fraction = WHOLE

    @property
    def kept(self) -> Fraction:
        """What the unit may not fall below: its threshold, or what it has if that is less."""
        return min(self.has, self.threshold)


@dataclass(frozen=True)
class Action:
    """Something that may be done.

    Attributes:
        code: its code.
        word: 调配, 新增, 培训, 认定, 购置 or 新建.
        counts_in: the indicators in which one of it counts one.
        turn: in which turn its quantity is minimised where there are no prices, the first one first.
        grain: the smallest step of its quantity.
        is_move: whether one place loses what another gets.
        may_count_in: of a move, the indicators in which the giving place may lose; those of `counts_in` alone
        where it is known of everybody what he counts in.
        of_campus: whether it is done to a campus, not to a unit.
        price: 万元 for one; None if there is no price.
        pool: what limits it together with others, by name.
        falls_under: other actions whose limits hold for it, too: a move of those who count in several
        indicators is one of each of them.
    """

    code: str
    word: str
    counts_in: tuple[str, ...]
    turn: int
    grain: Fraction = WHOLE
    is_move: bool = False
    may_count_in: tuple[str, ...] = ()
    of_campus: bool = False
    price: Fraction | None = None
    pool: str | None = None
    falls_under: tuple[str, ...] = ()

    def uses_up(self, other: Action) -> bool:
        """Whether one of it is one less whom another action, such as training, can make count."""
        return other.code == self.code or (self.is_move and not set(self.counts_in) & set(other.counts_in))

    @property
    def limited_with(self) -> tuple[str, ...]:
        """The actions whose limits hold for it: its own and those it falls under."""
        return (self.code, *self.falls_under)


@dataclass(frozen=True)
class Situation:
    """A county, a school year and a ruleset.

    Attributes:
        pupils: of every unit.
        towns: the town of every school.
        standings: by unit and indicator; one that is missing is unknown.
        indicators: which count for passing.
        min_met: how many of them must reach the threshold; the others must reach the floor.
        cv_limits: the greatest coefficient by stage and indicator.
        actions: what may be done.
        at_most: how much of an action at a place, of a move how much is given and how much got there;
        without a row as much as is wanted.
        in_all: how much of an action in the whole county.
        pools: how much of what shares a pool.
        there_are: how many there are at a place whom a move can take; without a row as many as can be spared.
        not_yet: how many there are at a place whom an action can make count, as they do not count yet; who
        is moved away and does not count in it either is one of them.
        needs: what a school lacks beside what its units are judged by; one that is nought is fulfilled.
    """

    pupils: Mapping[Unit, int]
    towns: Mapping[str, str]
    standings: Mapping[tuple[Unit, str], Standing]
    indicators: tuple[str, ...]
    min_met: int
    cv_limits: Mapping[Aspect, Fraction]
    actions: tuple[Action, ...]
    at_most: Mapping[tuple[str, Place], Fraction] = field(default_factory=dict)
    in_all: Mapping[str, Fraction] = field(default_factory=dict)
    pools: Mapping[str, Fraction] = field(default_factory=dict)
    there_are: Mapping[tuple[str, Place], Fraction] = field(default_factory=dict)
    not_yet: Mapping[tuple[str, Place], Fraction] = field(default_factory=dict)
    needs: Mapping[Need, Fraction] = field(default_factory=dict)

    @cached_property
    def units(self) -> tuple[Unit, ...]:
        """Every unit, in order."""
        return tuple(sorted(self.pupils))

    @cached_property
    def by_campus(self) -> dict[str, tuple[Unit, ...]]:
        """The units of every school."""
        found: dict[str, tuple[Unit, ...]] = {}
        for unit in self.units:
            found[unit.school] = (*found.get(unit.school, ()), unit)
        return found

    def places(self, action: Action) -> list[Place]:
        """Where an action may be done."""
        if action.of_campus:
            needing = {need.school for need in self.needs if need.indicator in action.counts_in}
            return [Place(school) for school in sorted({*self.by_campus, *needing})]
        return [Place(*unit) for unit in self.units]

    def units_at(self, place: Place) -> tuple[Unit, ...]:
        """The units that what is done at a place counts for."""
        return (Unit(*place),) if place.stage else self.by_campus.get(place.school, ())

    def place_of(self, unit: Unit, indicator: str) -> Place:
        """Where what counts for a unit in an indicator is done."""
        return Place(unit.school) if indicator in self.of_campus else Place(*unit)

    @cached_property
    def of_campus(self) -> frozenset[str]:
        """The indicators that count what the stages of a campus share."""
        return frozenset(code for action in self.actions if action.of_campus for code in action.counts_in)

    @cached_property
    def grains(self) -> dict[str, Fraction]:
        """The smallest step in which the numerator of an indicator can be changed."""
        found: dict[str, Fraction] = {}
        for action in self.actions:
            for code in action.counts_in:
                found[code] = min(action.grain, found.get(code, action.grain))
        return found

    def missing(self, unit: Unit, indicator: str, *, to_floor: bool = False) -> Fraction:
        """What must be added to the place of a unit so that it reaches its threshold or floor."""
        standing = self.standings[unit, indicator]
        lacking = (standing.floor if to_floor else standing.threshold) - standing.has
        grain = self.grains.get(indicator, WHOLE)
        return max(Fraction(0), ceil(lacking / standing.share / grain) * grain)

    def spare(self, place: Place, indicator: str, grain: Fraction) -> Fraction:
        """What a place can give of an indicator without a unit falling below what it must keep."""
        spares = []
        for unit in self.units_at(place):
            standing = self.standings.get((unit, indicator))
            if standing is None:  # nobody knows what it would fall to
                return Fraction(0)
            spares.append(floor((standing.has - standing.kept) / standing.share / grain) * grain)
        return min(spares)

    def passes(self, unit: Unit, after: Mapping[tuple[Unit, str], Fraction] | None = None) -> bool | None:
        """Whether a unit passes with the given numerators, with today's if there are none; None: unknown."""
        met = 0
        unknown = False
        for indicator in self.indicators:
            standing = self.standings.get((unit, indicator))
            if standing is None:
                unknown = True
                continue
            value = after[unit, indicator] if after else standing.has
            if value < standing.floor:
                return False
            met += value >= standing.threshold
        known = sum((unit, indicator) in self.standings for indicator in self.indicators)
        if met + len(self.indicators) - known < self.min_met:
            return False
        return None if unknown else True

    def asked(self, unit: Unit) -> tuple[list[str], int]:
        """The indicators of a unit that are known, and how many of them must reach the threshold.

        What is unknown may be the one indicator that is not met.
        """
        known = [code for code in self.indicators if (unit, code) in self.standings]
        return known, len(known) if len(known) < len(self.indicators) else self.min_met

    def level(self, unit: Unit, after: Mapping[tuple[Unit, str], Fraction] | None = None) -> Fraction:
        """How much of what passing asks of it a unit reaches in whatever it is furthest behind; 1: all of it.

        Of the indicators that may stay at their floor those count so that are furthest from the threshold.
        """
        known, to_reach = self.asked(unit)
        reached = []
        for code in known:
            standing = self.standings[unit, code]
            value = after[unit, code] if after else standing.has
            reached.append(
                tuple(
                    min(WHOLE, value / limit) if limit else WHOLE
                    for limit in (standing.threshold, standing.floor)
                )
            )
        reached.sort()
        may_miss = len(known) - to_reach
        return min((of[1] if turn < may_miss else of[0] for turn, of in enumerate(reached)), default=WHOLE)

    def fulfils(self, unit: Unit, after: Mapping[tuple[Unit, str], Fraction] | None = None) -> bool:
        """Whether all is done for a unit that can be: it passes, or all that is known of it is reached.

        What is unknown may turn out to be the one indicator that is not met.
        """
        passes = self.passes(unit, after)
        if passes is not None:
            return passes
        known = [code for code in self.indicators if (unit, code) in self.standings]
        values = {code: after[unit, code] if after else self.standings[unit, code].has for code in known}
        return all(values[code] >= self.standings[unit, code].threshold for code in known)

    def over(self, aspect: Aspect, after: Mapping[tuple[Unit, str], Fraction] | None = None) -> bool:
        """Whether a coefficient is over its limit; one that is not to be reckoned is."""
        excess = self.excess(aspect, after)
        return excess is None or excess > 1

    def excess(
        self, aspect: Aspect, after: Mapping[tuple[Unit, str], Fraction] | None = None
    ) -> Fraction | None:
        """N Σ y²/n over (1 + L²) (Σ y)², without a root: above 1 a coefficient is over its limit.

        None if there is nothing of the resource; 0 if nobody has figures.
        """
        known = [
            (
                self.pupils[unit],
                after[unit, aspect.indicator] if after else self.standings[unit, aspect.indicator].has,
            )
            for unit in self.units
            if unit.stage == aspect.stage and (unit, aspect.indicator) in self.standings
        ]
        pupils, total = sum(n for n, _ in known), sum(y for _, y in known)
        if not known:
            return Fraction(0)
        if total == 0:
            return None
        squares = sum((y * y / n for n, y in known), Fraction(0))
        return pupils * squares / ((1 + self.cv_limits[aspect] ** 2) * total * total)
