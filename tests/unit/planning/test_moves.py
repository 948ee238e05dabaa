"""Who gives whom: small counties whose moves are worked out by hand."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from pipelines.planning.checking import violations
from pipelines.planning.closing import close, everything
from pipelines.planning.situation import Place
from pipelines.planning.steps import Step
from tests.unit.planning.small_counties import (
    HIRE,
    MOVE,
    PRIMARY,
    THREE,
    situation,
    told,
    with_teachers,
)


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


def test_what_a_county_forbids_to_be_moved_stays_and_what_it_limits_is_moved_no_more() -> None:
    # 乙 could give both 甲 needs one and 丙 two more; it may give two, and 丙 may get one
    county = situation(THREE, with_teachers(0, 9, 1), [HIRE, MOVE], pools={"exchange": Fraction(10)})
    limited = {("move", Place("乙", PRIMARY)): Fraction(2), ("move", Place("丙", PRIMARY)): Fraction(1)}
    steps = close(replace(county, at_most=limited)).steps
    assert told(steps) == [("move", "丙", 1, "乙"), ("move", "甲", 1, "乙"), ("hire", "丙", 1)]
    forbidden = replace(county, in_all={"move": Fraction(0)})
    assert told(close(forbidden).steps) == [("hire", "丙", 2), ("hire", "甲", 1)]


def test_a_plan_that_moves_what_may_not_be_moved_breaks_the_limit() -> None:
    county = situation(
        THREE,
        with_teachers(1, 3, 3),
        [HIRE, MOVE],
        pools={"exchange": Fraction(10)},
        at_most={("move", Place("乙", PRIMARY)): Fraction(0)},
        in_all={"move": Fraction(0)},
    )
    steps = [Step("move", Place("甲", PRIMARY), Fraction(1), Place("乙", PRIMARY))]
    assert violations(county, steps, everything(county)) == [
        ("at_most", ("move", "乙", PRIMARY)),
        ("in_all", ("move",)),
    ]
