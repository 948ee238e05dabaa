"""A plan says by what it is known in which indicators the teachers count whom it moves."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from pipelines.planning.closing import Limits, Plan
from pipelines.planning.reading import Case, Scope
from pipelines.planning.situation import Action, Need, Place, Unit
from pipelines.planning.steps import Step
from pipelines.planning.wording import reason
from tests.unit.planning.small_counties import (
    BY_ROSTER,
    BY_STATISTICS,
    HIRE,
    PRIMARY,
    THREE,
    situation,
    with_teachers,
)

UNITS = [Unit(*unit) for unit in THREE]
BY_THE_ROSTER = "按教师名册：名册上逐人看得出"
BY_THE_STATISTICS = "按统计：谁同时计入几项看不出"
FIT_MUSIC = Action("fit_music", "新建", ("G3a",), turn=3, of_campus=True)


def said(*steps: Step, on_rosters: int, needs: bool = False) -> str:
    county = situation(THREE, with_teachers(0, 4, 1), [HIRE, *BY_STATISTICS, *BY_ROSTER, FIT_MUSIC])
    if needs:
        county = replace(county, needs={Need("乙", "G3a"): Fraction(2), Need("丙", "G3a"): Fraction(1)})
    case = Case(
        scope=Scope("990101", 2024, "n"),
        situation=county,
        names={},
        actions={
            **{one.code: {"action_name": one.code, "is_by_roster": None} for one in (HIRE, FIT_MUSIC)},
            **{one.code: {"action_name": one.code, "is_by_roster": False} for one in BY_STATISTICS},
            **{one.code: {"action_name": one.code, "is_by_roster": True} for one in BY_ROSTER},
        },
        units={"G3a": "间"},
        measures={},
        left_out=0,
        on_rosters=frozenset(UNITS[:on_rosters]),
    )
    return reason(case, Plan("最优", steps, 0.0), Limits())


def moved(action: Action) -> Step:
    return Step(action.code, Place("甲", PRIMARY), Fraction(1), Place("乙", PRIMARY))


@pytest.mark.parametrize(
    ("on_rosters", "is_told", "is_not"),
    [
        (3, ["各评价单元的教师计入哪几项", BY_THE_ROSTER], [BY_THE_STATISTICS]),
        (
            2,
            ["2 个评价单元", BY_THE_ROSTER, "1 个评价单元没有教师名册", BY_THE_STATISTICS],
            ["各评价单元的教师"],
        ),
        (0, ["没有教师名册", BY_THE_STATISTICS], [BY_THE_ROSTER]),
    ],
)
def test_a_plan_that_moves_teachers_says_by_what_it_is_known_in_what_they_count(
    on_rosters: int, is_told: list[str], is_not: list[str]
) -> None:
    action = BY_ROSTER[0] if on_rosters > 1 else BY_STATISTICS[0]
    text = said(moved(action), on_rosters=on_rosters)
    assert [one for one in is_told if one not in text] == []
    assert [one for one in is_not if one in text] == []


def test_a_plan_that_moves_no_teachers_says_nothing_of_it() -> None:
    text = said(Step("hire", Place("甲", PRIMARY), Fraction(1)), on_rosters=3)
    assert "名册" not in text
    assert "调出学校" not in text


def test_rooms_that_schools_need_are_called_by_their_name() -> None:
    text = said(Step("fit_music", Place("乙"), Fraction(2)), on_rosters=3, needs=True)
    assert "其中fit_music（G3a）2 所学校 3 间" in text
