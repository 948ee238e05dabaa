"""Whom a plan may move: a school's full-time teachers by all of R1–R3 in which each counts (standard §1).

From the roster alone, as no return tells who counts in several. Verdicts and plans do not belong here.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import combinations

from .raw import Row, flag
from .resources import ABOVE_REQUIRED
from .schools import COMPULSORY, STAGES_OF_KIND, School, teacher_is

CODES = ("R1", "R2", "R3")
KINDS = ["|".join(codes) for size in (1, 2, 3) for codes in combinations(CODES, size)]


def movable(school: School) -> Iterator[tuple[str, str, int]]:
    """Stage, kind (such as R1|R3) and number, 0 where nobody is of it; nothing without a roster."""
    stages = [stage for stage in STAGES_OF_KIND.get(school.kind, ()) if stage in COMPULSORY]
    for stage in stages if school.teachers else ():
        times = Counter(kind_of(row, stage) for row in school.teachers if row["stage"] == stage)
        yield from ((stage, kind, times[kind]) for kind in KINDS)


def kind_of(teacher: Row, stage: str) -> str | None:
    """All that one teacher counts in; None for one who is not full-time, or of whom anything is left open."""
    if flag(teacher["full_time"]) is not True:
        return None
    counted_by = {"R1": ABOVE_REQUIRED[stage], "R2": ("backbone",), "R3": ("pe", "arts")}
    answers = {code: [teacher_is(teacher, part) for part in parts] for code, parts in counted_by.items()}
    if any(None in of_code for of_code in answers.values()):
        return None
    return "|".join(code for code in CODES if any(answers[code]))
