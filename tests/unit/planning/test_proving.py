"""What a plan claims is held against what a build says, also of whom it leaves out."""

from __future__ import annotations

from typing import Any

from pipelines.planning.closing import Plan
from pipelines.planning.comparing import Compared
from pipelines.planning.proving import Claim, claims, proof
from pipelines.planning.reading import Case, Scope
from pipelines.planning.situation import Aspect, Need, Unit
from pipelines.planning.tables import Planned
from tests.unit.planning.small_counties import situation, standing

SCOPE = Scope("990101", 2024, "n")
ROW = SCOPE._asdict()
FIRST, SECOND = Unit("1", "小学"), Unit("2", "小学")
LEFT_OUT = {**ROW, "school_code": "2", "stage": "小学", "indicator_code": None, "passes": False}
OVER = {**ROW, "school_code": None, "stage": "小学", "indicator_code": "R7"}
LACKS_ROOMS = {**ROW, "school_code": "3", "stage": None, "indicator_code": "G3a"}


def claim(*failing: Unit | Aspect | Need) -> Claim:
    return Claim("先补最弱", SCOPE, (), frozenset({FIRST, SECOND}), frozenset(failing))


def built(*failing: dict[str, Any], judged: tuple[Unit, ...] = (FIRST, SECOND)) -> Compared:
    units = [{**ROW, "school_code": unit.school, "stage": unit.stage} for unit in judged]
    totals = [{**ROW, "units": len(units), "units_passing_after": 1, "cv_over_after": 1}]
    other_ruleset = {**LEFT_OUT, "ruleset_code": "other", "school_code": "1"}
    return Compared(totals, [], [*failing, other_ruleset], units)


def test_a_build_that_leaves_out_whom_the_plan_leaves_out_agrees_with_it() -> None:
    said = proof(claim(SECOND, Aspect("小学", "R7"), Need("3", "G3a")), built(LEFT_OUT, OVER, LACKS_ROOMS))
    assert (said["agrees"], said["differing"], said["units_passing_after"]) == (True, [], 1)
    assert said["failing"] == [LEFT_OUT, OVER, LACKS_ROOMS]


def test_a_unit_that_passes_in_the_plan_and_not_in_the_build_is_named() -> None:
    said = proof(claim(), built(LEFT_OUT))
    assert (said["agrees"], said["differing"]) == (False, [["2", "小学"]])


def test_a_coefficient_that_the_plan_gives_up_and_the_build_holds_is_named() -> None:
    said = proof(claim(Aspect("小学", "R7")), built())
    assert said["differing"] == [["小学", "R7"]]


def test_a_unit_that_is_none_any_more_is_no_difference() -> None:
    said = proof(claim(SECOND), built(judged=(FIRST,)))
    assert (said["agrees"], said["no_units"]) == (True, [["2", "小学"]])


def test_a_unit_of_which_the_plan_does_not_speak_is_no_difference() -> None:
    unknown = {**LEFT_OUT, "school_code": "9", "passes": None}
    assert proof(claim(), built(unknown))["agrees"]


def test_a_plan_that_was_not_found_claims_nothing() -> None:
    case = Case(
        scope=SCOPE,
        situation=situation({("1", "小学"): 100}, {("1", "小学", "R7"): standing(1, 2)}, []),
        names={},
        actions={},
        units={},
        measures={},
        left_out=0,
    )
    assert list(claims(Planned(case, Plan("未证明")))) == []
    (nothing_to_do,) = claims(Planned(case, Plan("不需要", gap=0.0)))
    assert (nothing_to_do.changes, nothing_to_do.failing) == ((), {Unit("1", "小学")})
