"""What cannot hold together: small counties in which it is named, worked out by hand."""

from __future__ import annotations

from fractions import Fraction

from pipelines.planning.closing import close
from pipelines.planning.situation import Aspect, Place, Unit
from tests.unit.planning.small_counties import BUY_ROOM, PRIMARY, ROOMS, situation, standing


def test_a_school_that_nothing_may_be_done_for_is_named_as_what_cannot_hold() -> None:
    county = situation(
        {("甲", PRIMARY): 100, ("乙", PRIMARY): 100},
        {("甲", PRIMARY, ROOMS): standing(1, 2), ("乙", PRIMARY, ROOMS): standing(0, 2)},
        [BUY_ROOM],
        at_most={("buy_room", Place("乙")): Fraction(1)},
    )
    plan = close(county)
    assert plan.status == "不可行"
    assert plan.conflict is not None
    assert plan.conflict.is_smallest
    assert (plan.conflict.demands.units, plan.conflict.demands.aspects) == (
        {Unit("乙", PRIMARY)},
        frozenset(),
    )


def test_two_demands_of_which_either_can_hold_alone_are_named_together() -> None:
    # one room is there to be bought, and each of the two schools needs it
    county = situation(
        {("甲", PRIMARY): 100, ("乙", PRIMARY): 100, ("丙", PRIMARY): 100},
        {(school, PRIMARY, ROOMS): standing(rooms, 2) for school, rooms in (("甲", 1), ("乙", 1), ("丙", 2))},
        [BUY_ROOM],
        in_all={"buy_room": Fraction(1)},
    )
    plan = close(county)
    assert plan.status == "不可行"
    assert plan.conflict is not None
    assert plan.conflict.is_smallest
    assert plan.conflict.demands.units == {Unit("甲", PRIMARY), Unit("乙", PRIMARY)}


def test_a_coefficient_that_no_addition_within_the_years_limit_reaches_is_named() -> None:
    county = situation(
        {("甲", PRIMARY): 100, ("乙", PRIMARY): 100},
        {("甲", PRIMARY, ROOMS): standing(1, 1), ("乙", PRIMARY, ROOMS): standing(9, 1)},
        [BUY_ROOM],
        limits={(PRIMARY, ROOMS): "0.5"},
        in_all={"buy_room": Fraction(1)},
    )
    plan = close(county)
    assert plan.status == "不可行"
    assert plan.conflict is not None
    assert plan.conflict.demands.aspects == {Aspect(PRIMARY, ROOMS)}
