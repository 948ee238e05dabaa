"""The oracle's music and art rooms (G3) with their reliefs, held against figures worked by hand."""

from __future__ import annotations

import pytest

from tests.oracle import guarantees
from tests.oracle.raw import Row
from tests.oracle.schools import School
from tests.oracle.test_by_hand import school, with_classes


def room(kind: str, area: str, built: str = "") -> Row:
    return {"kind": kind, "room_area": area, "built_year": built}


def test_every_twelve_classes_begun_need_a_music_room_that_is_large_enough() -> None:
    made = with_classes(school("211", p=390), "小学", *[30] * 13)
    made.rooms = [room("音乐", "96"), room("音乐", "95.9"), room("美术", "90")]
    figures = guarantees.rooms(made, "G3a", reliefs=False)
    assert (figures["numerator"], figures["denominator"], figures["status"]) == (1, 2, "unmet")
    made.classes.pop()
    assert guarantees.rooms(made, "G3a", reliefs=False)["status"] == "met"
    made.rooms = []
    assert guarantees.rooms(made, "G3b", reliefs=False)["status"] == "unmet"
    made.rooms = None
    assert guarantees.rooms(made, "G3b", reliefs=False)["status"] == "no_data"


@pytest.mark.parametrize(
    ("area", "stage", "size", "surface", "built", "status"),
    [
        ("111", "小学", 40, "73", "2016", "met"),
        ("111", "小学", 40, "73", "2017", "unmet"),
        ("111", "小学", 40, "72.9", "2016", "unmet"),
        ("220", "小学", 29, "54", "2020", "met"),
        ("220", "小学", 30, "54", "2020", "unmet"),
        ("121", "小学", 29, "54", "2020", "unmet"),
        ("220", "初中", 29, "61", "2020", "met"),
        ("220", "初中", 29, "60.9", "2016", "unmet"),
    ],
)
def test_older_rooms_and_rooms_of_small_rural_schools_may_be_smaller_when_reliefs_are_on(
    area: str, stage: str, size: int, surface: str, built: str, status: str
) -> None:
    kind, letter = ("211", "p") if stage == "小学" else ("311", "j")
    made = with_classes(school(kind, area, "", **{letter: size}), stage, size)
    made.rooms = [room("音乐", surface, built)]
    assert guarantees.rooms(made, "G3a", reliefs=True)["status"] == status
    assert guarantees.rooms(made, "G3a", reliefs=False)["status"] == "unmet"


def by_size(made: School, stage: str, *sizes: int) -> School:
    """Its classes as a statistics workbook tells them: by bands of five, the first up to 25."""
    bands = [0] * 10
    for size in sizes:
        bands[min(max(-(-size // 5) - 5, 0), 9)] += 1
    made.statistics[stage] |= {"classes": str(len(sizes)), "class_sizes": " ".join(map(str, bands))}
    return made


@pytest.mark.parametrize(
    ("sizes", "areas", "value", "status"),
    [
        # the largest class has 25 at most, so 54 is enough
        ((25, 20), ["54"], 1, "met"),
        ((25, 20), ["53"], 0, "unmet"),
        # the largest has 26 to 30: with 29 the room of 54 counts, with 30 it does not
        ((28, 20), ["54"], None, "no_data"),
        ((28, 20), ["53"], 0, "unmet"),
        ((28, 20), ["54", "96"], 1, "met"),
        # 13 classes need two rooms, of which there is one at best
        ((28,) * 13, ["54"], 0, "unmet"),
        ((31, 20), ["54"], 0, "unmet"),
    ],
)
def test_where_sizes_alone_are_told_a_small_room_counts_as_far_as_the_bands_tell(
    sizes: tuple[int, ...], areas: list[str], value: int | None, status: str
) -> None:
    made = by_size(school("211", "220", p=sum(sizes)), "小学", *sizes)
    made.rooms = [room("音乐", area) for area in areas]
    figures = guarantees.rooms(made, "G3a", reliefs=True)
    assert (figures["numerator"], figures["status"]) == (value, status)


def test_a_class_of_unknown_size_leaves_open_whether_the_classes_are_small() -> None:
    made = with_classes(school("211", "220", p=60), "小学", 29)
    made.classes.append({"stage": "小学", "pupils": ""})
    made.rooms = [room("音乐", "54")]
    assert guarantees.rooms(made, "G3a", reliefs=True)["status"] == "no_data"
    made.classes.append({"stage": "小学", "pupils": "30"})
    assert guarantees.rooms(made, "G3a", reliefs=True)["status"] == "unmet"


def test_the_returns_own_count_of_classes_is_no_source() -> None:
    made = school("211", p=60)
    made.statistics["小学"]["classes"] = "2"
    made.rooms = [room("音乐", "96")]
    assert guarantees.rooms(made, "G3a", reliefs=False)["status"] == "no_data"


def test_a_mixed_schools_rooms_are_measured_by_the_junior_value() -> None:
    made = with_classes(with_classes(school("312", "220", p=20, j=20), "小学", 20), "初中", 20)
    made.rooms = [room("美术", "60.9")]
    assert guarantees.rooms(made, "G3b", reliefs=True)["status"] == "unmet"
    without_juniors = with_classes(school("312", "220", p=20, j=0), "小学", 20)
    without_juniors.rooms = made.rooms
    assert guarantees.rooms(without_juniors, "G3b", reliefs=True)["status"] == "met"
