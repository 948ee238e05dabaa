"""Plans for a budget that does not reach, worked out by hand and, of tiny counties, by trying every plan."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction

import pytest

from pipelines.planning.affording import AIMS, MOST_PUPILS, WEAKEST_FIRST, Afforded, Aim, afford, asks
from pipelines.planning.budget import Budget
from pipelines.planning.checking import overspent, violations
from pipelines.planning.closing import close
from pipelines.planning.situation import Situation, Unit
from tests.unit.planning.brute_force_budget import difference
from tests.unit.planning.small_counties import (
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

ROOM = replace(BUY_ROOM, price=Fraction(1))
THREE = {("甲", PRIMARY): 100, ("乙", PRIMARY): 200, ("丙", PRIMARY): 600}
LACKING = situation(
    THREE,
    {
        ("甲", PRIMARY, ROOMS): standing(1, 2),
        ("乙", PRIMARY, ROOMS): standing(2, 4),
        ("丙", PRIMARY, ROOMS): standing(7, 12),
    },
    [ROOM],
)
"""1, 2 and 5 rooms are missing; the schools have 1/2, 1/2 and 7/12 of what they must."""


def planned(county: Situation, by_year: Mapping[int, int], aim: Aim, **further: object) -> Afforded:
    budget = Budget({year: Fraction(money) for year, money in by_year.items()}, **further)  # type: ignore[arg-type]
    plan = afford(county, budget, aim, close(county))
    assert violations(county, plan.steps, asks(county, budget)) == []
    assert overspent(county, plan.years, budget.by_year) == []
    return plan


def by_year(plan: Afforded) -> dict[int, dict[str, int]]:
    return {
        year: {step.place.school: int(step.quantity) for step in steps} for year, steps in plan.years.items()
    }


def test_with_money_for_five_of_eight_rooms_the_largest_school_passes_or_the_weakest_are_lifted() -> None:
    # most pupils: 丙 takes all five, 600 pupils. Weakest first: 甲 must get its one (1/2 is the least there
    # is); of the other four 乙 and 丙 can have 1 + 3 (3/4, 10/12) or 2 + 2 (4/4, 9/12): 3/4 is the least
    # either way, and the next is better with 2 + 2
    most = planned(LACKING, {2025: 3, 2026: 2}, MOST_PUPILS)
    weakest = planned(LACKING, {2025: 3, 2026: 2}, WEAKEST_FIRST)
    assert (most.status, weakest.status) == ("最优", "最优")
    assert by_year(most) == {2025: {"丙": 3}, 2026: {"丙": 2}}
    assert by_year(weakest) == {2025: {"甲": 1, "乙": 2}, 2026: {"丙": 2}}


def test_each_year_brings_as_many_pupils_into_passing_schools_as_its_money_can() -> None:
    # six rooms by the deadline: 丙 and 甲. Two of them in 2025 cannot bring 丙 there, but 甲; the other is
    # begun
    plan = planned(LACKING, {2025: 2, 2026: 4}, MOST_PUPILS)
    assert by_year(plan) == {2025: {"甲": 1, "丙": 1}, 2026: {"丙": 4}}


def test_what_a_year_leaves_goes_on_to_the_next_and_a_year_between_may_have_none() -> None:
    room = replace(ROOM, price=Fraction(2))
    plan = planned(replace(LACKING, actions=(room,)), {2025: 1, 2027: 1}, MOST_PUPILS)
    assert by_year(plan) == {2025: {}, 2026: {}, 2027: {"甲": 1}}


def test_a_school_with_priority_comes_before_one_with_more_pupils() -> None:
    turns = {Unit("乙", PRIMARY): 1}
    plan = planned(LACKING, {2025: 5}, MOST_PUPILS, turns=turns)
    assert by_year(plan) == {2025: {"乙": 2, "甲": 1}}


def test_a_budget_that_reaches_for_every_demand_carries_out_the_cheapest_plan() -> None:
    plan = planned(LACKING, {2025: 1, 2026: 9}, WEAKEST_FIRST)
    assert plan.reaches
    assert by_year(plan) == {2025: {"乙": 1}, 2026: {"甲": 1, "乙": 1, "丙": 5}}


def test_moves_that_cost_nothing_are_made_in_the_first_year_whatever_the_money() -> None:
    county = situation(
        THREE,
        {
            ("甲", PRIMARY, TEACHERS): standing(0, 1),
            ("乙", PRIMARY, TEACHERS): standing(3, 2),
            ("丙", PRIMARY, TEACHERS): standing(5, 6),
        },
        [replace(HIRE, price=Fraction(10)), MOVE],
        pools={"exchange": Fraction(10)},
    )
    most = planned(county, {2025: 0, 2026: 5}, MOST_PUPILS)
    weakest = planned(county, {2025: 0, 2026: 5}, WEAKEST_FIRST)
    assert [told(most.years[year]) for year in (2025, 2026)] == [[("move", "丙", 1, "乙")], []]
    assert [told(weakest.years[year]) for year in (2025, 2026)] == [[("move", "甲", 1, "乙")], []]


def test_what_has_no_price_is_not_bought_of_a_budget() -> None:
    county = situation(
        {("甲", PRIMARY): 100},
        {("甲", PRIMARY, ROOMS): standing(1, 2), ("甲", PRIMARY, TEACHERS): standing(1, 2)},
        [ROOM, HIRE],
    )
    assert planned(county, {2025: 100}, MOST_PUPILS).steps == ()
    assert told(planned(county, {2025: 100}, WEAKEST_FIRST).steps) == []


def test_a_coefficient_that_holds_today_is_not_given_up_for_a_school() -> None:
    # 丁 needs four of the five rooms that there is money for; with them 9 : 1 would be over 0.5
    county = situation(
        {("丁", PRIMARY): 100, ("戊", PRIMARY): 100},
        {("丁", PRIMARY, ROOMS): standing(3, 9), ("戊", PRIMARY, ROOMS): standing(1, 1)},
        [ROOM],
        limits={(PRIMARY, ROOMS): "0.5"},
    )
    # 9 + 3 would hold, and costs 8
    assert planned(county, {2025: 7}, MOST_PUPILS).steps == ()


def test_what_is_left_when_all_pass_brings_a_coefficient_within_its_limit() -> None:
    # 己 lacks one room;庚 has 9 for as many pupils: (9 − x) / (9 + x) ≤ 0.5 from x = 3 on, two more than it
    # must. 辛 and 壬, of the other stage, would need ten for theirs, for which nothing is left
    county = situation(
        {("己", PRIMARY): 100, ("庚", PRIMARY): 100, ("辛", JUNIOR): 100, ("壬", JUNIOR): 100},
        {
            ("己", PRIMARY, ROOMS): standing(0, 1),
            ("庚", PRIMARY, ROOMS): standing(9, 1),
            ("辛", JUNIOR, ROOMS): standing(2, 1),
            ("壬", JUNIOR, ROOMS): standing(36, 1),
        },
        [ROOM],
        limits={(PRIMARY, ROOMS): "0.5", (JUNIOR, ROOMS): "0.5"},
    )
    for aim in AIMS:
        plan = planned(county, {2025: 8}, aim)
        assert not plan.reaches
        assert by_year(plan) == {2025: {"己": 3}}


@pytest.mark.parametrize("aim", AIMS)
def test_no_plan_within_the_budget_of_a_tiny_county_comes_nearer_to_its_aim(aim: Aim) -> None:
    """More of them are compared by `python -m tests.unit.planning.brute_force_budget`."""
    assert [told for seed in range(12) if (told := difference(seed, aim))] == []
