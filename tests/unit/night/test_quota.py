"""A county for which there is no room on the disk is held, and every other county is published."""

from __future__ import annotations

import random
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

from tests.unit.night.little_room import refresh_with_little_room
from tests.unit.orchestration.tiny_county import HEADINGS, TinyCounty

ROOM = 12_000_000
"""Bytes that a file may have, as a quota of the operating system has it: less than the large county takes."""
MANY = 60_000
LETTERS = str.maketrans("0123456789", "ghijklmnop")
"""Digits would be looked at for numbers of persons."""


def hand_in_a_large_register(path: Path) -> None:
    """A register whose rows cannot be made small."""
    chance = random.Random(7)
    path.parent.mkdir(parents=True, exist_ok=True)
    lines = (
        f"2{number:09},校{name.translate(LETTERS)},211,7,111,990101{number % 1000:03},否"
        for number, name in enumerate(chance.randbytes(64).hex() for _ in range(MANY))
    )
    path.write_text("\n".join([HEADINGS, *lines]) + "\n", encoding="utf-8")


def test_a_county_whose_store_has_no_room_is_held_and_the_others_are_published(county: TinyCounty) -> None:
    county.refresh("甲", c990102="乙")
    hand_in_a_large_register(county.register)
    county.call("乙二", "990102")
    with ProcessPoolExecutor(1, get_context("spawn")) as alone:
        ended = alone.submit(refresh_with_little_room, county.settings, ROOM).result()
    assert ended.outcome == "published", ended.reasons
    assert list(ended.held) == ["990101"]
    assert "没有空间" in ended.held["990101"][0]
    schools = "select county_code, school_name from marts.dim_school order by all"
    assert county.published(schools) == [("990101", "甲"), ("990102", "乙二")]
    # where there is room again, nothing is lost
    assert county.refresh("甲三").outcome == "published"
    assert county.published(schools) == [("990101", "甲三"), ("990102", "乙二")]
