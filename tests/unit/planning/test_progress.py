"""What each 万元 of a plan buys, worked out by hand."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from pipelines.planning.progress import Point, by_school, by_year
from pipelines.planning.situation import Place, Situation
from pipelines.planning.steps import Step
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
)

ROOM = replace(BUY_ROOM, price=Fraction(5))
TEACHER = replace(HIRE, price=Fraction(10))
SQUARE = replace(BUILD, price=Fraction(1, 10))


def told(points: tuple[Point, ...]) -> list[tuple[object, ...]]:
    return [
        (one.part, one.school or one.action or one.year, one.works, one.cost, one.units, one.pupils, one.over)
        for one in points
    ]


def three_schools() -> Situation:
    """甲 lacks a room (5 万元 for 100 pupils), 乙 a teacher and a room (15 for 600), 丙 nothing."""
    return situation(
        {("甲", PRIMARY): 100, ("乙", PRIMARY): 600, ("丙", PRIMARY): 50},
        {
            ("甲", PRIMARY, ROOMS): standing(1, 2),
            ("甲", PRIMARY, TEACHERS): standing(1, 1),
            ("乙", PRIMARY, ROOMS): standing(13, 14),
            ("乙", PRIMARY, TEACHERS): standing(5, 6),
            ("丙", PRIMARY, ROOMS): standing(2, 2),
            ("丙", PRIMARY, TEACHERS): standing(1, 1),
        },
        [ROOM, TEACHER],
    )


def test_the_school_comes_first_whose_money_brings_most_pupils_into_passing_schools() -> None:
    # 乙 takes 15 万元 for 600 pupils, 甲 5 for 100: 40 and 20 pupils a 万元
    steps = [
        Step("buy_room", Place("甲"), Fraction(1)),
        Step("buy_room", Place("乙"), Fraction(1)),
        Step("hire", Place("乙", PRIMARY), Fraction(1)),
    ]
    assert told(by_school(three_schools(), steps)) == [
        ("现在", None, 0, 0, 1, 50, 0),
        ("一所学校", "乙", 2, 15, 2, 650, 0),
        ("一所学校", "甲", 3, 20, 3, 750, 0),
    ]


def test_without_a_price_the_school_comes_first_whose_works_bring_most() -> None:
    # 乙 takes two works for 600 pupils, 甲 one for 100; what has no price adds up to no known sum
    county = replace(three_schools(), actions=(BUY_ROOM, HIRE))
    steps = [
        Step("buy_room", Place("甲"), Fraction(1)),
        Step("buy_room", Place("乙"), Fraction(1)),
        Step("hire", Place("乙", PRIMARY), Fraction(1)),
    ]
    assert [(one.school, one.works, one.cost) for one in by_school(county, steps)] == [
        (None, 0, 0),
        ("乙", 2, None),
        ("甲", 3, None),
    ]


def test_moves_come_first_and_what_a_school_does_not_need_for_itself_comes_last() -> None:
    # 甲 needs 50 ㎡ to pass (5 万元); 200 more are for the coefficient: of 250 and 950 ㎡ for 100 pupils each
    # it is 350 / 600 = 0.58 > 0.5, of 450 and 950 250 / 700 = 0.36
    county = situation(
        {("甲", JUNIOR): 100, ("乙", JUNIOR): 100},
        {
            ("甲", JUNIOR, AREA): standing(200, 250),
            ("乙", JUNIOR, AREA): standing(950, 250),
            ("甲", JUNIOR, TEACHERS): standing(0, 1),
            ("乙", JUNIOR, TEACHERS): standing(3, 1),
        },
        [SQUARE, MOVE],
        limits={(JUNIOR, AREA): "0.5", (JUNIOR, TEACHERS): "1"},
    )
    steps = [
        Step("move", Place("甲", JUNIOR), Fraction(1), Place("乙", JUNIOR)),
        Step("build", Place("甲"), Fraction(250)),
    ]
    assert told(by_school(county, steps)) == [
        ("现在", None, 0, 0, 1, 100, 1),
        ("不花钱的", None, 1, 0, 1, 100, 1),
        ("一所学校", "甲", 2, 5, 2, 200, 1),
        ("其余", "build", 2, 25, 2, 200, 0),
    ]


def test_a_plan_that_says_what_is_done_when_has_a_point_a_year() -> None:
    years = {
        2025: (Step("hire", Place("乙", PRIMARY), Fraction(1)),),
        2026: (Step("buy_room", Place("乙"), Fraction(1)),),
        2027: (),
    }
    assert told(by_year(three_schools(), years)) == [
        ("现在", None, 0, 0, 1, 50, 0),
        ("一年", 2025, 1, 10, 1, 50, 0),
        ("一年", 2026, 2, 15, 2, 650, 0),
        ("一年", 2027, 2, 15, 2, 650, 0),
    ]
