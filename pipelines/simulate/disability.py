"""Disabled children: those on the rosters and those who are not at school.

Where a child learns is told here once, for the pupil rosters and for the county's register alike. What does
not belong here: how the register and the rosters look (writers).
"""

from datetime import date
from random import Random
from typing import NamedTuple

from pipelines.simulate.model import Pupil, School, YearBook
from pipelines.simulate.people import People
from pipelines.simulate.tables import school_years, year_value

DISABILITIES = ("视力残疾", "听力残疾", "言语残疾", "肢体残疾", "智力残疾", "精神残疾", "多重残疾")
NOT_AT_SCHOOL, SPECIAL_SCHOOL, AT_HOME, BESIDE_OTHERS = "未入学", "特教学校", "送教上门", "随班就读"
AGES = range(6, 16)
_LEVELS = ("一级", "二级", "三级", "四级")
_TAUGHT_AT_HOME = frozenset(("智力残疾", "多重残疾"))
_KNOWN_OUTSIDE = 60


class DisabledChild(NamedTuple):
    """One child of the register; `number` is empty when the child is on no roster."""

    identity: str
    name: str
    birth: str
    disability: str
    level: str
    placement: str
    number: str

    def of_age(self, year: int) -> bool:
        """Tell whether the child is of compulsory age on 1 September (standard.md §3, Q2)."""
        born = date.fromisoformat(self.birth)
        return year - born.year - ((born.month, born.day) > (9, 1)) in AGES


def level(pupil: Pupil) -> str:
    """Return the level of a disability, the same in every year."""
    return _LEVELS[int(pupil.identity[-3:]) % len(_LEVELS)]


def placement(pupil: Pupil, school: School) -> str:
    """Return where a disabled pupil of a school learns, in the words of the register."""
    if pupil.disability in _TAUGHT_AT_HOME and level(pupil) == _LEVELS[0]:
        return AT_HOME
    return SPECIAL_SCHOOL if school.special else BESIDE_OTHERS


def disabled_children(book: YearBook, rng: Random) -> list[DisabledChild]:
    """Return the register of one year: disabled pupils by school, then those who are not at school.

    Args:
        book: the year.
        rng: invents the children who are not at school; one named alike in every year keeps them the same.
    """
    schools = {school.key: school for school in book.county.schools}
    pupils = [
        _of_pupil(seat.pupil, schools[key])
        for (key, _), seats in book.enrolment.seats.items()
        for seat in seats
        if seat.pupil.disability
    ]
    return pupils + _not_at_school(book, len(pupils), rng)


def _of_pupil(pupil: Pupil, school: School) -> DisabledChild:
    return DisabledChild(
        pupil.identity,
        pupil.name,
        pupil.birth,
        pupil.disability,
        level(pupil),
        placement(pupil, school),
        pupil.number,
    )


def _not_at_school(book: YearBook, pupils: int, rng: Random) -> list[DisabledChild]:
    """Return the year's share of children of age, and two who need not learn yet."""
    people, years = People(book.county.code, rng, first_serial=900), school_years()
    first, last = date(years[0] - AGES[-1], 9, 1), date(years[-1] - AGES[0] + 3, 9, 1)
    outside: list[DisabledChild] = []
    for _ in range(_KNOWN_OUTSIDE):
        birth = people.birthday(first, (last - first).days)
        identity, name, kind = people.identity(birth), people.name(), rng.choice(DISABILITIES)
        outside.append(DisabledChild(identity, name, birth.isoformat(), kind, _LEVELS[0], NOT_AT_SCHOOL, ""))
    of_age = [child for child in outside if child.of_age(book.year)]
    young = [child for child in outside if child.birth > date(book.year - AGES[0], 9, 1).isoformat()]
    count = max(1, round(pupils * year_value(book.year, "not_at_school_share")))
    return of_age[:count] + young[:2]
