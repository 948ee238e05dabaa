"""Small counties for tests of the plan: a few units, figures that can be worked by hand.

What does not belong here: what is expected of them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from fractions import Fraction

from pipelines.planning.situation import Action, Aspect, Place, Situation, Standing, Unit

PRIMARY, JUNIOR = "小学", "初中"
TEACHERS = "R3"
ROOMS = "R7"
AREA = "R4"

HIRE = Action("hire", "新增", (TEACHERS,), turn=2)
MOVE = Action("move", "调配", (TEACHERS,), turn=9, is_move=True, may_count_in=(TEACHERS,), pool="exchange")
BUY_ROOM = Action("buy_room", "购置", (ROOMS,), turn=1, of_campus=True)
BUILD = Action("build", "新建", (AREA,), turn=0, grain=Fraction(1, 100), of_campus=True)


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


def told(steps: Sequence[object]) -> list[tuple[object, ...]]:
    """Steps as short tuples: action, where, quantity, and whence."""
    return [
        (one.action, one.place.school, one.quantity, *([one.source.school] if one.source else []))  # type: ignore[attr-defined]
        for one in steps
    ]


__all__ = ["Place"]
