"""A clock that was wrong for a while: the order of events stays, their times come right, and it is told."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from pipelines.landing import land as landing
from pipelines.landing.clock import NEXT, in_order
from tests.unit.landing.world import FIRST_NIGHT, World

DAY = timedelta(days=1)
KNOWN = """
select school_name from landing.landing.school_register
inner join landing.ledger.file_presence using (file_id)
where state = 'accepted' and is_present and known_from <= '{at}' and '{at}' < known_until order by all
"""


def land(world: World, day: float, content: str) -> None:
    world.put("a.csv", f"1,{content}")
    world.nights += 1
    landing.land(world.settings, refresh_id=f"r{world.nights}", now=FIRST_NIGHT + day * DAY)


def known(world: World, day: float) -> list[object]:
    return [name for (name,) in world.sql(KNOWN.format(at=FIRST_NIGHT + day * DAY))]


def rules(world: World) -> list[object]:
    return [rule for rule, _ in world.rules() if str(rule).startswith("clock")]


def test_after_a_night_whose_clock_was_a_year_ahead_times_are_right_again_and_it_is_told(
    world: World,
) -> None:
    for day, content in ((0, "甲"), (1, "乙"), (1 + 365, "丙"), (3, "丁"), (4, "戊")):
        land(world, day, content)
    assert [known(world, day) for day in (0.5, 1.5, 3.5, 4.5, 365)] == [
        ["甲"], ["乙"], ["丁"], ["戊"], ["戊"],
    ]  # fmt: skip
    assert rules(world) == ["clock_was_ahead"]
    # known for certain when the clock was right again, and before what came then
    ((received_at, first_seen),) = world.sql("""
        select received_at, first_seen from landing.ledger.file_version
        inner join landing.landing.school_register using (file_id) where school_name = '丙'
    """)
    assert received_at == first_seen == FIRST_NIGHT + 3 * DAY - NEXT
    assert world.sql("select said, counts_as from landing.ledger.clock") == [
        (FIRST_NIGHT + 366 * DAY, received_at)
    ]


def test_a_clock_that_is_behind_is_told_and_pushes_nothing_of_before_into_the_past(world: World) -> None:
    for day, content in ((0, "甲"), (1, "乙"), (2, "丙"), (-400, "丁"), (4, "戊")):
        land(world, day, content)
    assert [known(world, day) for day in (0.5, 1.5, 3, 5)] == [["甲"], ["乙"], ["丁"], ["戊"]]
    assert rules(world) == ["clock_is_behind"]


def test_a_clock_put_right_by_a_second_is_not_worth_a_word(world: World) -> None:
    land(world, 0, "甲")
    land(world, -1 / 86_400, "乙")
    land(world, 1, "丙")
    assert world.speaking() == ["丙"]
    assert rules(world) == []


@pytest.mark.parametrize(
    ("said", "counts"),
    [
        ([1, 2, 3], [1, 2, 3]),
        # ahead for two nights, right for two: these have it
        ([1, 2, 3, 90, 91, 4, 5], [1, 2, 3, (4, -2), (4, -1), 4, 5]),
        # behind for one night of many
        ([1, 2, 3, -90], [1, 2, 3, (3, 1)]),
        ([5, 6, 7, 1, 2, 8], [5, 6, 7, (7, 1), (7, 2), 8]),
        ([90, 1], [(1, -1), 1]),
    ],
)
def test_as_few_nights_as_can_be_are_taken_for_wrong(
    said: list[int], counts: list[int | tuple[int, int]]
) -> None:
    def day(number: int, further: int = 0) -> datetime:
        return FIRST_NIGHT + number * DAY + further * NEXT

    clock = [day(number) for number in said]
    so_far: list[datetime] = []
    for one in clock:  # as they were noted night by night, while the clock was wrong
        so_far.append(one if not so_far or one > so_far[-1] else so_far[-1] + NEXT)
    expected = [day(*one) if isinstance(one, tuple) else day(one) for one in counts]
    assert in_order(clock, so_far) == expected
