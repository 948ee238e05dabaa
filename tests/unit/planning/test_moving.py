"""Who can be moved: those on the roster where there is one, else as many as the statistics count."""

from __future__ import annotations

from typing import Any

from pipelines.planning.moving import falls_under, movable, on_rosters
from pipelines.planning.situation import Place, Unit


def move(code: str, counts_in: str, may_count_in: str, is_by_roster: bool | None) -> dict[str, Any]:
    return {
        "action_code": code,
        "counts_in": counts_in,
        "may_count_in": may_count_in,
        "is_move": True,
        "is_by_roster": is_by_roster,
    }


DEGREE, PE = move("degree", "R1", "R1|R3", False), move("pe", "R3", "R1|R3", False)
ONLY_PE, BOTH = move("only_pe", "R3", "R3", True), move("both", "R1|R3", "R1|R3", True)
EQUIPMENT = move("equipment", "R6", "R6", None)
HIRE = move("hire", "R1", "", None) | {"is_move": False, "may_count_in": None}
ACTIONS = [DEGREE, PE, ONLY_PE, BOTH, EQUIPMENT, HIRE]
FIRST, SECOND = Unit("1", "小学"), Unit("2", "小学")
ROSTER = [
    {"school_code": "1", "stage": "小学", "action_code": "only_pe", "teachers": 2},
    {"school_code": "1", "stage": "小学", "action_code": "both", "teachers": 0},
    {"school_code": "9", "stage": "小学", "action_code": "both", "teachers": 5},
]


def test_of_a_school_with_a_roster_those_on_it_can_be_moved_and_of_one_without_whoever_counts() -> None:
    assert on_rosters(ROSTER, [FIRST, SECOND]) == {FIRST}
    first, second = Place(*FIRST), Place(*SECOND)
    assert movable(ACTIONS, ROSTER, [FIRST, SECOND]) == {
        ("degree", first): 0,
        ("pe", first): 0,
        ("only_pe", first): 2,
        ("both", first): 0,
        ("only_pe", second): 0,
        ("both", second): 0,
    }


def test_whoever_counts_in_several_is_one_of_those_who_count_in_each() -> None:
    under = {row["action_code"]: falls_under(row, ACTIONS) for row in ACTIONS}
    assert under == {
        "degree": (),
        "pe": (),
        "only_pe": ("pe",),
        "both": ("degree", "pe"),
        "equipment": (),
        "hire": (),
    }
