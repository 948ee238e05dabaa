"""Rooms that schools need by their classes: a mixed school worked out by hand."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from pipelines.planning.affording import afford
from pipelines.planning.budget import Budget
from pipelines.planning.checking import violations
from pipelines.planning.closing import close, everything
from pipelines.planning.situation import Action, Need, Place, Situation
from tests.unit.planning.small_counties import BUY_ROOM, JUNIOR, PRIMARY, ROOMS, situation, standing, told

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
