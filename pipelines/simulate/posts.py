"""Posts of each school: approved, filled, vacant, and teachers kept for long outside the posts.

Counted from the roster of teachers; only what the roster does not tell is drawn. What does not belong here:
how the table looks (writers).
"""

from collections import Counter
from random import Random
from typing import NamedTuple

from pipelines.simulate.exceptions import exception
from pipelines.simulate.model import School, YearBook

_VACANT = (0, 0, 0, 0, 1, 1, 2)


class Posts(NamedTuple):
    """The posts of one school."""

    school: School
    approved: int
    filled: int
    vacant: int
    off_roll: int


def posts(book: YearBook, rng: Random) -> list[Posts]:
    """Return the posts of every school with teachers; the filled ones are the roster's 在编."""
    filled = Counter(teacher.school for teacher in book.teachers if teacher.established)
    result = []
    for school in book.county.open_schools(book.year):
        vacant = rng.choice(_VACANT)
        off_roll = int(exception(school.key, "编外", book.year) or 0)
        count = filled[school.key]
        result.append(Posts(school, count + vacant, count, vacant, off_roll))
    return result
