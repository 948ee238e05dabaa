"""Small counties whose cheapest plan is worked out by hand."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from pipelines.planning.amending import add_for
from pipelines.planning.checking import violations
from pipelines.planning.closing import close, everything, goals
from pipelines.planning.situation import Aspect, Place, Situation
from pipelines.planning.steps import Step
from tests.unit.planning.small_counties import (
    AREA,
    BUILD,
    BUY_ROOM,
    DEGREE,
    HIRE,
    HIRE_BOTH,
    HIRE_DEGREE,
    JUNIOR,
    PRIMARY,
    ROOMS,
    TEACHERS,
    THREE,
    mixed_school,
    situation,
    standing,
    told,
    with_teachers,
)


def test_three_schools_that_lack_teachers_hire_what_each_lacks() -> None:
    # 0.9 a hundred pupils: 0.9, 1.8 and 2.7, so 1, 2 and 3 teachers
    county = situation(
        THREE,
        with_teachers(0, 2, 1),
        [HIRE],
    )
    plan = close(county)
    assert (plan.status, told(plan.steps)) == ("最优", [("hire", "丙", 2), ("hire", "甲", 1)])


def test_the_seventh_indicator_need_only_reach_its_floor_and_the_cheaper_one_is_left_there() -> None:
    # 甲 lacks 2 teachers to the threshold, 1 to the floor; and 1 room either way. With prices 10 and 3 the
    # room is bought and one teacher hired: 13; both teachers and the room would be 23
    county = situation(
        {("甲", PRIMARY): 100},
        {
            ("甲", PRIMARY, TEACHERS): standing(8, 10, 9),
            ("甲", PRIMARY, ROOMS): standing(1, 2, 2),
        },
        [replace(HIRE, price=Fraction(10)), replace(BUY_ROOM, price=Fraction(3))],
        misses=1,
    )
    assert told(close(county).steps) == [("hire", "甲", 1), ("buy_room", "甲", 1)]


def test_a_coefficient_over_its_limit_is_brought_down_at_least_quantity() -> None:
    # two schools of 100 pupils with 1 and 9 rooms: CV = |9 − x| / (9 + x) ≤ 0.5 from x = 3 on, so two more
    # rooms
    county = situation(
        {("甲", PRIMARY): 100, ("乙", PRIMARY): 100},
        {
            ("甲", PRIMARY, ROOMS): standing(1, 1),
            ("乙", PRIMARY, ROOMS): standing(9, 1),
        },
        [BUY_ROOM],
        limits={(PRIMARY, ROOMS): "0.5"},
    )
    plan = close(county)
    assert (plan.status, told(plan.steps)) == ("最优", [("buy_room", "甲", 2)])


def test_a_coefficient_may_come_to_its_very_limit() -> None:
    # 3 and 1 teachers for 100 pupils each: |3 − 1| / (3 + 1) is 0.5, and 甲 needs 3
    county = situation(
        {("甲", PRIMARY): 100, ("乙", PRIMARY): 100},
        {
            ("甲", PRIMARY, TEACHERS): standing(0, 3),
            ("乙", PRIMARY, TEACHERS): standing(1, 1),
        },
        [HIRE],
        limits={(PRIMARY, TEACHERS): "0.5"},
    )
    assert told(close(county).steps) == [("hire", "甲", 3)]


def test_two_coefficients_that_look_alike_are_each_held() -> None:
    # 甲 has 2 and 2 for 80 pupils, 乙 4 and none for 120. R3 within 0.2 takes 3 at 乙 (2 would be 0.204), who
    # count in R1, too: 7 for 120 there, so 甲 takes 2 more (4 is 0.074, 3 would be 0.204)
    county = situation(
        {("甲", PRIMARY): 80, ("乙", PRIMARY): 120},
        {
            ("甲", PRIMARY, DEGREE): standing(2, "1.6"),
            ("甲", PRIMARY, TEACHERS): standing(2, "0.72"),
            ("乙", PRIMARY, DEGREE): standing(4, "2.4"),
            ("乙", PRIMARY, TEACHERS): standing(0, "1.08"),
        },
        [HIRE_DEGREE, HIRE_BOTH],
        limits={(PRIMARY, DEGREE): "0.2", (PRIMARY, TEACHERS): "0.2"},
        misses=1,
    )
    plan = close(county)
    assert (plan.status, sum(step.quantity for step in plan.steps)) == ("最优", 5)


def with_uneven_area() -> Situation:
    """Two schools of 100 pupils, of 100 and 900 ㎡, whose coefficient may be 0.45."""
    return situation(
        {("甲", JUNIOR): 100, ("乙", JUNIOR): 100},
        {
            ("甲", JUNIOR, AREA): standing(100, 100),
            ("乙", JUNIOR, AREA): standing(900, 100),
        },
        [BUILD],
        limits={(JUNIOR, AREA): "0.45"},
    )


def test_area_is_added_to_the_hundredth_that_brings_the_coefficient_to_its_limit() -> None:
    # (900 − x) / (900 + x) ≤ 0.45 from x = 900 · 0.55 / 1.45 = 341.379… on: 341.38 in all
    county = with_uneven_area()
    plan = close(county)
    assert plan.steps[0].place == Place("甲")
    assert plan.steps[0].quantity in (Fraction("241.38"), Fraction("241.39"))
    assert not violations(county, plan.steps, everything(county))


def test_what_is_built_for_a_mixed_school_counts_for_both_its_stages_by_their_shares() -> None:
    # 100 primary and 100 junior pupils: shares 1 / 2.1 and 1.1 / 2.1 of 900 ㎡. Primary has 428.57 of 450 and
    # needs 45 ㎡ more of the campus; junior has 471.43 of 580 and needs 207.27: the campus builds 207.28
    assert told(close(mixed_school()).steps) == [("build", "九年", Fraction("207.28"))]


def test_a_county_where_all_holds_needs_no_plan() -> None:
    county = situation({("甲", PRIMARY): 100}, {("甲", PRIMARY, ROOMS): standing(3, 2)}, [BUY_ROOM])
    plan = close(county)
    assert (plan.status, plan.steps) == ("不需要", ())


def test_a_unit_of_which_something_is_unknown_reaches_all_that_is_known() -> None:
    # what is unknown may be the one indicator that is allowed to stay at its floor
    standings = {
        ("甲", PRIMARY, TEACHERS): standing(9, 10, 9),
        ("乙", PRIMARY, TEACHERS): standing(10, 10, 9),
        ("乙", PRIMARY, ROOMS): standing(2, 2),
    }
    county = situation({("甲", PRIMARY): 100, ("乙", PRIMARY): 100}, standings, [HIRE, BUY_ROOM], misses=1)
    assert told(close(county).steps) == [("hire", "甲", 1)]


def test_a_plan_that_is_a_hundredth_short_of_a_coefficient_is_added_to_and_not_thrown_away() -> None:
    # as above, where 241.37 at 甲 is a hundredth too little: it is added there, the least there is to add
    county = with_uneven_area()
    short = [Step(BUILD.code, Place("甲"), Fraction("241.37"))]
    over = [Aspect(*one.about) for one in violations(county, short, everything(county))]
    assert over == [Aspect(JUNIOR, AREA)]
    (step,) = add_for(county, short, frozenset(over), goals(county), seconds=10, gap=0, tighter=1e-5) or ()
    assert step.quantity in (Fraction("241.38"), Fraction("241.39"))
    assert not violations(county, [step], everything(county))
