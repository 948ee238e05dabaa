"""Putting the pupils of a school's grade into classes, stable from year to year.

What does not belong here: where a school's pupils come from (cohorts).
"""

import math
from collections import Counter
from collections.abc import Sequence

from pipelines.simulate.model import Seat
from pipelines.simulate.tables import norm

_SPECIAL_CLASS = 10


def class_count(pupils: int, stage: str, crowding: int, special: bool) -> int:
    """Return how many classes a grade is given."""
    size = _SPECIAL_CLASS if special else int(norm(stage, "class_size")) + crowding
    return math.ceil(pupils / size)


def seated(former: Sequence[Seat], count: int) -> list[Seat]:
    """Seat pupils in `count` classes; `class_number` 0 marks a newcomer.

    Classes stay together while their number stays; newcomers join the smallest class.
    """
    if len({seat.class_number for seat in former} - {0}) != count:
        return [Seat(seat.pupil, index % count + 1) for index, seat in enumerate(former)]
    sizes = Counter(seat.class_number for seat in former if seat.class_number)
    result = []
    for pupil, number in former:
        if not number:
            number = min(sizes, key=lambda n: (sizes[n], n))
            sizes[number] += 1
        result.append(Seat(pupil, number))
    return result
