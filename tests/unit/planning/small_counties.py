"""Small counties for tests of the plan: a few units, figures that can be worked by hand.

What does not belong here: what is expected of them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from fractions import Fraction

from pipelines.planning.situation import Action, Aspect, Place, Situation, Standing, Unit

PRIMARY, JUNIOR = "小学", "初中"
DEGREE = "R1"
TEACHERS = "R3"
ROOMS = "R7"
AREA = "R4"

HIRE = Action("hire", "新增", (TEACHERS,), turn=2)
MOVE = Action("move", "调配", (TEACHERS,), turn=9, is_move=True, may_count_in=(TEACHERS,), pool="exchange")
BUY_ROOM = Action("buy_room", "购置", (ROOMS,), turn=1, of_campus=True)
BUILD = Action("build", "新建", (AREA,), turn=0, grain=Fraction(1, 100), of_campus=True)
HIRE_DEGREE = Action("hire_degree", "新增", (DEGREE,), turn=2)
TRAIN = Action("train", "培训", (DEGREE,), turn=2)
HIRE_BOTH = Action("hire_both", "新增", (DEGREE, TEACHERS), turn=2)

BOTH = (DEGREE, TEACHERS)
BY_STATISTICS = tuple(
    Action(f"move_{code}", "调配", (code,), turn=9, is_move=True, may_count_in=BOTH, pool="exchange")
    for code in BOTH
)
"""Who counts in R1 may count in R3, too, and nobody knows who does."""
BY_ROSTER = tuple(
    Action(
        f"move_only_{'_'.join(kind)}",
        "调配",
        kind,
        turn=9,
        is_move=True,
        may_count_in=kind,
        pool="exchange",
        falls_under=tuple(f"move_{code}" for code in kind),
    )
    for kind in ((DEGREE,), (TEACHERS,), BOTH)
)
"""Who is moved counts in these and in nothing else."""


def standing(has: object, threshold: object, floor: object = None, share: object = 1) -> Standing:
    """What a unit has and must reach; the floor is 85 % of the threshold unless it is given."""
    need = Fraction(str(threshold))
    least = need * Fraction(85, 100) if floor is None else Fraction(str(floor))
    return Standing(Fraction(str(has)), need, least, Fraction(str(share)))


def situation(
    units: Mapping[tuple[str, str], int],
    standings: Mapping[tuple[str, str, str], Standing],
    actions: Sequence[Action],
    *,
    limits: Mapping[tuple[str, str], str] | None = None,
    towns: Mapping[str, str] | None = None,
    misses: int = 0,
    **further: object,
) -> Situation:
    """A county: pupils by school and stage; what each has by school, stage and indicator.

    Args:
        units: pupils.
        standings: what each unit has.
        actions: what may be done.
        limits: the greatest coefficient by stage and indicator.
        towns: of schools; all in one where it is not given.
        misses: how many indicators may stay between floor and threshold.
        further: what else a situation has.
    """
    indicators = tuple(sorted({indicator for _, _, indicator in standings}))
    made = Situation(
        pupils={Unit(*unit): pupils for unit, pupils in units.items()},
        towns=towns or {school: "甲镇" for school, _ in units},
        standings={(Unit(school, stage), code): one for (school, stage, code), one in standings.items()},
        indicators=indicators,
        min_met=len(indicators) - misses,
        cv_limits={Aspect(*aspect): Fraction(limit) for aspect, limit in (limits or {}).items()},
        actions=tuple(actions),
    )
    return replace(made, **further)  # type: ignore[arg-type]


THREE = {("甲", PRIMARY): 100, ("乙", PRIMARY): 200, ("丙", PRIMARY): 300}


def with_teachers(*has: int) -> dict[tuple[str, str, str], Standing]:
    """What the three have of teachers, of whom 0.9 are due for a hundred pupils: 1, 2 and 3."""
    due = ("0.9", "1.8", "2.7")
    return {
        (*unit, TEACHERS): standing(number, least)
        for unit, number, least in zip(THREE, has, due, strict=True)
    }


def mixed_school() -> Situation:
    """100 primary and 100 junior pupils have 10/21 and 11/21 of 900 ㎡; 450 and 580 are asked."""
    primary, junior = Fraction(10, 21), Fraction(11, 21)
    return situation(
        {("九年", PRIMARY): 100, ("九年", JUNIOR): 100},
        {
            ("九年", PRIMARY, AREA): standing(900 * primary, 450, share=primary),
            ("九年", JUNIOR, AREA): standing(900 * junior, 580, share=junior),
        },
        [BUILD],
    )


def with_rosters(county: Situation, teachers: Mapping[str, tuple[int, int, int]]) -> Situation:
    """A county in which some schools have a roster.

    Args:
        county: with the moves `BY_STATISTICS` and `BY_ROSTER`.
        teachers: of every school with a roster, how many count in R1 alone, in R3 alone, and in both.
    """
    there_are: dict[tuple[str, Place], Fraction] = {}
    for unit in county.units:
        on_it = teachers.get(unit.school, (0, 0, 0))
        for move, number in zip(BY_ROSTER, on_it, strict=True):
            there_are[move.code, Place(*unit)] = Fraction(number)
        for move in BY_STATISTICS if unit.school in teachers else ():
            there_are[move.code, Place(*unit)] = Fraction(0)
    return replace(county, there_are=there_are)


def told(steps: Sequence[object]) -> list[tuple[object, ...]]:
    """Steps as short tuples: action, where, quantity, and whence."""
    return [
        (one.action, one.place.school, one.quantity, *([one.source.school] if one.source else []))  # type: ignore[attr-defined]
        for one in steps
    ]
