"""Places of sought-after high schools allotted to junior schools (优质高中指标生).

Which high schools are sought after is a row of `quota_schools`. What does not belong here: how the table
looks (writers).
"""

import math
from typing import NamedTuple

from pipelines.simulate.model import School, YearBook
from pipelines.simulate.tables import SENIOR_GRADES, rows, year_value

_OUTSIDE_CITY = 1.15
_CITY = "city"


class Quota(NamedTuple):
    """The places one high school allots to one junior school."""

    high_school: str
    planned: int
    junior: School
    allotted: int


def quotas(book: YearBook) -> list[Quota]:
    """Return high school by high school what each junior school is allotted; together the year's share."""
    juniors = [(school, n) for school in book.county.open_schools(book.year) if (n := _leavers(book, school))]
    result = []
    for row in rows("quota_schools"):
        name, planned = _high_school(book, row["school"], row["name"], sum(n for _, n in juniors))
        places = _allotted(math.ceil(planned * year_value(book.year, "quota_share")), juniors)
        result += [Quota(name, planned, school, places[school.key]) for school, _ in juniors]
    return result


def is_outside_city(school: School) -> bool:
    """Tell whether a school's pupils count as those of a school in the country (镇区 and 乡村)."""
    return not school.urban_rural.startswith("11")


def _leavers(book: YearBook, school: School) -> int:
    return 0 if school.special else len(book.enrolment.seats.get((school.key, book.county.last_grade), ()))


def _high_school(book: YearBook, key: str, name: str, leavers: int) -> tuple[str, int]:
    """Return how a high school is named and what it plans; one outside the county plans few places."""
    if not key:
        return name, max(1, round(leavers * 0.02))
    school = next(school for school in book.county.schools if school.key == key)
    classes = book.enrolment.classes[key]
    return name or school.name, sum(c.pupils for c in classes if c.grade == SENIOR_GRADES[0])


def _allotted(places: int, juniors: list[tuple[School, int]]) -> dict[str, int]:
    """Share places by leavers, schools outside the city first, by the largest remainder."""
    weights = {s.key: n * (1 if s.town.zone == _CITY else _OUTSIDE_CITY) for s, n in juniors}
    total = sum(weights.values())
    exact = {key: places * weight / total for key, weight in weights.items()}
    result = {key: math.floor(value) for key, value in exact.items()}
    order = sorted(exact, key=lambda key: (result[key] - exact[key], key))
    for key in order[: places - sum(result.values())]:
        result[key] += 1
    return result
