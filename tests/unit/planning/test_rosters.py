"""Teachers who count in several indicators: by the roster, and where there is none, worked out by hand.

Of a school of a hundred pupils 4.2 teachers above the required degree are asked, so 5, and 0.9 of PE and
arts, so 1.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction

from pipelines.planning.checking import violations
from pipelines.planning.closing import close, everything
from pipelines.planning.situation import Place, Situation
from pipelines.planning.steps import Step, after
from tests.unit.planning.small_counties import (
    BY_ROSTER,
    BY_STATISTICS,
    DEGREE,
    HIRE_BOTH,
    HIRE_DEGREE,
    PRIMARY,
    TEACHERS,
    TRAIN,
    situation,
    standing,
    told,
    with_rosters,
)

ONLY_DEGREE, ONLY_PE, BOTH = (move.code for move in BY_ROSTER)


def two_schools(
    getter: tuple[int, int], giver: tuple[int, int], rosters: Mapping[str, tuple[int, int, int]]
) -> Situation:
    """甲 and 乙 with so many above the required degree and of PE and arts, of whom rosters tell the kinds."""
    county = situation(
        {("甲", PRIMARY): 100, ("乙", PRIMARY): 100},
        {
            (school, PRIMARY, code): standing(many, asked)
            for school, has in (("甲", getter), ("乙", giver))
            for code, many, asked in zip((DEGREE, TEACHERS), has, ("4.2", "0.9"), strict=True)
        },
        [HIRE_DEGREE, HIRE_BOTH, *BY_STATISTICS, *BY_ROSTER],
        pools={"exchange": Fraction(10)},
    )
    return with_rosters(county, rosters)


def test_by_the_statistics_whoever_goes_may_be_one_that_the_giver_lacks() -> None:
    # 乙 has two of PE for the one it must have, but none to spare above the degree
    county = two_schools((5, 0), (5, 2), rosters={})
    assert told(close(county).steps) == [("hire_both", "甲", 1)]


def test_by_the_roster_one_goes_who_counts_in_nothing_that_the_giver_lacks() -> None:
    county = two_schools((5, 0), (5, 2), rosters={"乙": (4, 1, 1)})
    assert told(close(county).steps) == [(ONLY_PE, "甲", 1, "乙")]


def test_who_counts_in_something_that_the_giver_lacks_besides_stays() -> None:
    county = two_schools((5, 0), (5, 2), rosters={"乙": (3, 0, 2)})
    assert told(close(county).steps) == [("hire_both", "甲", 1)]


def test_who_counts_in_both_brings_both() -> None:
    # 甲 lacks one of each, 乙 can spare one of each: by the statistics whoever goes brings one and may cost
    # both, so that one who is both is hired just as well
    statistics = two_schools((4, 0), (6, 2), rosters={})
    roster = two_schools((4, 0), (6, 2), rosters={"乙": (4, 0, 2)})
    assert told(close(statistics).steps) == [("hire_both", "甲", 1)]
    steps = close(roster).steps
    assert told(steps) == [(BOTH, "甲", 1, "乙")]
    assert {key[1]: value for key, value in after(roster, steps).items() if key[0].school == "乙"} == {
        DEGREE: 5,
        TEACHERS: 1,
    }


def test_no_more_go_than_the_roster_has_of_their_kind() -> None:
    # 甲 lacks two above the degree, 乙 could spare three, but of those on its roster one counts in that alone
    county = two_schools((3, 1), (8, 1), rosters={"乙": (1, 0, 1)})
    moved, hired = close(county).steps
    assert told([moved]) == [(ONLY_DEGREE, "甲", 1, "乙")]
    assert (hired.place.school, hired.quantity) == ("甲", 1)
    too_many = [Step(ONLY_DEGREE, Place("甲", PRIMARY), Fraction(2), Place("乙", PRIMARY))]
    assert violations(county, too_many, everything(county)) == [("there_are", (ONLY_DEGREE, "乙", PRIMARY))]


def test_schools_change_teachers_where_each_has_what_the_other_lacks() -> None:
    # 甲 has PE teachers without the degree, 乙 none of PE but one above the degree more than it must have
    county = two_schools((4, 2), (6, 0), rosters={"甲": (4, 2, 0), "乙": (6, 0, 0)})
    assert told(close(county).steps) == [(ONLY_DEGREE, "甲", 1, "乙"), (ONLY_PE, "乙", 1, "甲")]


def test_who_has_gone_is_not_trained() -> None:
    # 乙 lacks two above the degree, and only its two of PE can be trained, of whom 甲 needs one. Who goes
    # leaves one to be trained, and one is hired for 10; with two trained and one of PE hired for 甲 it is 13
    county = two_schools((5, 0), (3, 2), rosters={"乙": (3, 2, 0)})
    prices = {HIRE_DEGREE: 10, HIRE_BOTH: 11, TRAIN: 1}
    actions = (*(replace(one, price=Fraction(price)) for one, price in prices.items()), *BY_ROSTER)
    can = {("train", Place(school, PRIMARY)): Fraction(many) for school, many in (("甲", 0), ("乙", 2))}
    county = replace(county, actions=actions, not_yet=can)
    steps = close(county).steps
    assert told(steps) == [(ONLY_PE, "甲", 1, "乙"), ("hire_degree", "乙", 1), ("train", "乙", 1)]
    both_trained = [steps[0], replace(steps[2], quantity=Fraction(2))]
    assert violations(county, both_trained, everything(county)) == [("not_yet", ("train", "乙", PRIMARY))]


def test_a_limit_on_those_who_count_in_an_indicator_holds_for_those_who_count_in_more() -> None:
    county = two_schools((4, 0), (6, 2), rosters={"乙": (4, 0, 2)})
    forbidden = replace(county, at_most={(f"move_{TEACHERS}", Place("乙", PRIMARY)): Fraction(0)})
    assert BOTH not in {step.action for step in close(forbidden).steps}
    broken = violations(forbidden, close(county).steps, everything(forbidden))
    assert broken == [("at_most", (f"move_{TEACHERS}", "乙", PRIMARY))]
