"""Small counties whose cheapest plan is worked out by hand."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from pipelines.planning.affording import afford
from pipelines.planning.budget import Budget
from pipelines.planning.checking import violations
from pipelines.planning.closing import close, everything
from pipelines.planning.situation import Action, Aspect, Need, Place, Situation, Standing, Unit
from tests.unit.planning.small_counties import (
    AREA,
    BUILD,
    BUY_ROOM,
    HIRE,
    JUNIOR,
    MOVE,
    PRIMARY,
    ROOMS,
    TEACHERS,
    situation,
    standing,
    told,
)

THREE = {("甲", PRIMARY): 100, ("乙", PRIMARY): 200, ("丙", PRIMARY): 300}


def with_teachers(*has: int) -> dict[tuple[str, str, str], Standing]:
    """What the three have of teachers, of whom 0.9 are due for a hundred pupils: 1, 2 and 3."""
    due = ("0.9", "1.8", "2.7")
    return {
        (*unit, TEACHERS): standing(number, least)
        for unit, number, least in zip(THREE, has, due, strict=True)
    }


def test_three_schools_that_lack_teachers_hire_what_each_lacks() -> None:
    # 0.9 a hundred pupils: 0.9, 1.8 and 2.7, so 1, 2 and 3 teachers
    county = situation(
        THREE,
        with_teachers(0, 2, 1),
        [HIRE],
    )
    plan = close(county)
    assert (plan.status, told(plan.steps)) == ("最优", [("hire", "丙", 2), ("hire", "甲", 1)])


def test_what_another_school_can_spare_is_moved_before_anybody_is_hired() -> None:
    # 乙 has 4 and keeps 2; 甲 needs 1, 丙 needs 2 more: two come from 乙, one is hired
    county = situation(
        THREE,
        with_teachers(0, 4, 1),
        [HIRE, MOVE],
        pools={"exchange": Fraction(10)},
    )
    plan = close(county)
    assert plan.status == "最优"
    assert sum(step.quantity for step in plan.steps if step.source) == 2
    assert sum(step.quantity for step in plan.steps if not step.source) == 1


def test_a_donor_at_its_threshold_gives_nothing() -> None:
    county = situation(
        THREE,
        with_teachers(0, 2, 3),
        [HIRE, MOVE],
        pools={"exchange": Fraction(10)},
    )
    assert told(close(county).steps) == [("hire", "甲", 1)]


def test_no_more_are_moved_than_the_countys_share_for_exchange() -> None:
    county = situation(
        THREE,
        with_teachers(0, 9, 1),
        [HIRE, MOVE],
        pools={"exchange": Fraction(2)},
    )
    steps = close(county).steps
    assert sum(step.quantity for step in steps if step.source) == 2
    assert sum(step.quantity for step in steps if not step.source) == 1


def test_a_teacher_comes_from_the_same_town_if_there_is_one() -> None:
    # 乙 and 丙 can both spare one; 丙 lies in 甲's town
    county = situation(
        THREE,
        with_teachers(0, 3, 4),
        [HIRE, MOVE],
        towns={"甲": "东", "乙": "西", "丙": "东"},
        pools={"exchange": Fraction(10)},
    )
    assert told(close(county).steps) == [("move", "甲", 1, "丙")]


def test_a_move_that_may_take_what_the_donor_lacks_besides_is_not_made() -> None:
    # who teaches PE may count among those above the required degree, too, and 乙 has none of them to spare
    move = replace(MOVE, may_count_in=(TEACHERS, "R1"))
    county = situation(
        {("甲", PRIMARY): 100, ("乙", PRIMARY): 200},
        {
            ("甲", PRIMARY, TEACHERS): standing(0, "0.9"),
            ("甲", PRIMARY, "R1"): standing(5, "4.2"),
            ("乙", PRIMARY, TEACHERS): standing(4, "1.8"),
            ("乙", PRIMARY, "R1"): standing(9, "8.4"),
        },
        [HIRE, move],
        pools={"exchange": Fraction(10)},
    )
    assert told(close(county).steps) == [("hire", "甲", 1)]


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


def test_area_is_added_to_the_hundredth_that_brings_the_coefficient_to_its_limit() -> None:
    # (900 − x) / (900 + x) ≤ 0.45 from x = 900 · 0.55 / 1.45 = 341.379… on: 341.38 in all
    county = situation(
        {("甲", JUNIOR): 100, ("乙", JUNIOR): 100},
        {
            ("甲", JUNIOR, AREA): standing(100, 100),
            ("乙", JUNIOR, AREA): standing(900, 100),
        },
        [BUILD],
        limits={(JUNIOR, AREA): "0.45"},
    )
    plan = close(county)
    assert plan.steps[0].place == Place("甲")
    assert plan.steps[0].quantity in (Fraction("241.38"), Fraction("241.39"))
    assert not violations(county, plan.steps, everything(county))


def test_what_is_built_for_a_mixed_school_counts_for_both_its_stages_by_their_shares() -> None:
    # 100 primary and 100 junior pupils: shares 1 / 2.1 and 1.1 / 2.1 of 900 ㎡. Primary has 428.57 of 450 and
    # needs 45 ㎡ more of the campus; junior has 471.43 of 580 and needs 207.27: the campus builds 207.28
    primary, junior = Fraction(10, 21), Fraction(11, 21)
    county = situation(
        {("九年", PRIMARY): 100, ("九年", JUNIOR): 100},
        {
            ("九年", PRIMARY, AREA): standing(900 * primary, 450, share=primary),
            ("九年", JUNIOR, AREA): standing(900 * junior, 580, share=junior),
        },
        [BUILD],
    )
    assert told(close(county).steps) == [("build", "九年", Fraction("207.28"))]


FIT_MUSIC = Action("fit_music", "新建", ("G3a",), turn=3, of_campus=True)
FIT_ART = Action("fit_art", "新建", ("G3b",), turn=3, of_campus=True)


def mixed_school_of_thirteen_classes(**further: object) -> Situation:
    """100 primary and 100 junior pupils at one campus with three multimedia and one music room, beside 乙.

    Of a room 10/21 count for primary and 11/21 for junior. Primary asks 2.3 rooms: 3 + q of which 10/21 are
    2.3 from q = 1.83 on; junior 2.4, from q = 1.58 on: two rooms. Thirteen classes ask ⌈13 / 12⌉ = 2 rooms
    for music and 2 for art: one and two are lacking. 乙, a point of too few pupils to be a unit, lacks one
    music room.
    """
    primary, junior = Fraction(10, 21), Fraction(11, 21)
    return situation(
        {("九年", PRIMARY): 100, ("九年", JUNIOR): 100},
        {
            ("九年", PRIMARY, ROOMS): standing(3 * primary, "2.3", share=primary),
            ("九年", JUNIOR, ROOMS): standing(3 * junior, "2.4", share=junior),
        },
        [BUY_ROOM, FIT_MUSIC, FIT_ART],
        towns={"九年": "甲镇", "乙": "甲镇"},
        needs={
            Need("九年", "G3a"): Fraction(1),
            Need("九年", "G3b"): Fraction(2),
            Need("乙", "G3a"): Fraction(1),
        },
        **further,
    )


def test_rooms_of_a_mixed_school_are_whole_and_split_and_those_by_classes_are_not() -> None:
    plan = close(mixed_school_of_thirteen_classes())
    assert plan.status == "最优"
    assert sorted(told(plan.steps)) == [
        ("buy_room", "九年", 2),
        ("fit_art", "九年", 2),
        ("fit_music", "乙", 1),
        ("fit_music", "九年", 1),
    ]


def test_a_school_that_may_not_have_the_rooms_it_needs_is_named() -> None:
    county = mixed_school_of_thirteen_classes(at_most={("fit_art", Place("九年")): Fraction(1)})
    plan = close(county)
    assert plan.status == "不可行"
    assert plan.conflict is not None
    assert plan.conflict.is_smallest
    assert plan.conflict.demands.needs == {Need("九年", "G3b")}


def test_a_plan_without_the_rooms_breaks_the_demand_for_them() -> None:
    county = mixed_school_of_thirteen_classes()
    steps = [step for step in close(county).steps if step.action != "fit_art"]
    assert violations(county, steps, everything(county)) == [("need", ("九年", "G3b"))]


def test_what_a_budget_leaves_goes_into_the_rooms_that_cost_least() -> None:
    # 10 for the two multimedia rooms; 20 of 30 are left: 8 for each music room, no more for art
    county = mixed_school_of_thirteen_classes()
    priced = [
        replace(one, price=Fraction(price)) for one, price in zip(county.actions, (5, 8, 6), strict=True)
    ]
    county = replace(county, actions=tuple(priced))
    afforded = afford(county, Budget({2025: Fraction(30)}), "受益学生最多", close(county))
    assert sorted(told(afforded.steps)) == [
        ("buy_room", "九年", 2),
        ("fit_music", "乙", 1),
        ("fit_music", "九年", 1),
    ]


def test_a_county_where_all_holds_needs_no_plan() -> None:
    county = situation({("甲", PRIMARY): 100}, {("甲", PRIMARY, ROOMS): standing(3, 2)}, [BUY_ROOM])
    plan = close(county)
    assert (plan.status, plan.steps) == ("不需要", ())


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


def test_a_unit_of_which_something_is_unknown_reaches_all_that_is_known() -> None:
    # what is unknown may be the one indicator that is allowed to stay at its floor
    standings = {
        ("甲", PRIMARY, TEACHERS): standing(9, 10, 9),
        ("乙", PRIMARY, TEACHERS): standing(10, 10, 9),
        ("乙", PRIMARY, ROOMS): standing(2, 2),
    }
    county = situation({("甲", PRIMARY): 100, ("乙", PRIMARY): 100}, standings, [HIRE, BUY_ROOM], misses=1)
    assert told(close(county).steps) == [("hire", "甲", 1)]


def test_a_plan_that_is_no_better_than_the_last_leaves_the_last_as_it_is() -> None:
    county = situation(
        THREE,
        with_teachers(0, 3, 4),
        [HIRE, MOVE],
        pools={"exchange": Fraction(10)},
    )
    first = close(county).steps
    (move,) = first
    other = {"乙": "丙", "丙": "乙"}[move.source.school if move.source else ""]
    last = (replace(move, source=Place(other, PRIMARY)),)
    assert close(county, last=last).steps == last
    worse = (replace(move, action="hire", source=None),)
    assert close(county, last=worse).steps == first
