"""Hours of 综合实践活动 and labour, grade by grade, and who teaches labour where.

Full-time labour teachers are those of the roster; schools that fall short are rows of `exceptions`. What does
not belong here: how the table looks (writers).
"""

from collections import Counter
from random import Random
from typing import NamedTuple

from pipelines.simulate.exceptions import exception
from pipelines.simulate.model import School, YearBook
from pipelines.simulate.tables import STAGES

LABOUR = "劳动"
_WEEKS = 35
_PERIODS = {"小学": (1, 2), "初中": (2, 2)}
_FIRST_GRADES = 2
_USUAL_SHARE = 0.5


class Lessons(NamedTuple):
    """One grade of one school; the teachers and the base are the whole school's."""

    school: School
    stage: str
    grade: int
    comprehensive_hours: int
    labour_hours: int
    complete: bool
    full_time: int
    part_time: int
    has_base: bool


def lessons(book: YearBook, rng: Random) -> list[Lessons]:
    """Return every compulsory grade with pupils of every school that is not special.

    Args:
        book: the year.
        rng: one named alike in every year, so that a school keeps its habits.
    """
    teachers = Counter(t.school for t in book.teachers if t.full_time and t.course == LABOUR)
    result = []
    for school in book.county.schools:
        part_time, extra = rng.choice((1, 1, 2, 3)), rng.choice((0, 0, 2, 5))
        for stage in STAGES[:2] if not school.special else ():
            for grade in book.county.grades_of(stage):
                if (school.key, grade) in book.enrolment.seats:
                    known = (teachers[school.key], part_time, extra)
                    result.append(_lessons(book, school, stage, grade, known))
    return result


def _lessons(book: YearBook, school: School, stage: str, grade: int, known: tuple[int, int, int]) -> Lessons:
    def differs(what: str) -> str | None:
        return exception(school.key, what, book.year)

    full_time, part_time, extra = known
    young, old = _PERIODS[stage]
    hours = _WEEKS * (young if grade <= _FIRST_GRADES else old)
    share = differs("劳动课时比例")
    labour = int(hours * float(share)) if share else round(hours * _USUAL_SHARE + 0.5) + extra
    first = grade == book.county.grades_of(stage)[0]
    alone = differs("劳动教师") == "无"
    return Lessons(
        school=school,
        stage=stage,
        grade=grade,
        comprehensive_hours=hours,
        labour_hours=labour,
        complete=not (first and differs("开齐开足") == "否"),
        full_time=0 if alone else full_time,
        part_time=0 if alone else part_time,
        has_base=differs("劳动基地") != "无",
    )
