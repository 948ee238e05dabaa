"""Answers to the satisfaction survey: who was asked how, and what he said.

Shares of respondents are rows of `survey_respondents`; a year's satisfaction stands in `years`. What does not
belong here: how the questionnaires look (writers).
"""

from collections.abc import Iterator
from itertools import accumulate
from random import Random
from typing import NamedTuple

from pipelines.simulate.model import School, Town, YearBook
from pipelines.simulate.tables import rows, year_value

_PER_PUPIL, _LEAST = 0.08, 80
_TOWN_SPREAD, _VALID = 0.02, 0.97
_SATISFIED = (("满意", 0.72), ("基本满意", 1.0))
_NOT_SATISFIED = (("一般", 0.8), ("不满意", 1.0))


class Answer(NamedTuple):
    """One answer; `school` is None for those who belong to none."""

    number: int
    day: int
    respondent: str
    method: str
    town: Town
    school: School | None
    rating: str
    valid: bool


def answers(book: YearBook, rng: Random) -> Iterator[Answer]:
    """Yield the answers of one year; `day` counts from the first day of the survey.

    Their number follows that of the county's compulsory pupils.
    """
    schools = [s for s in book.county.open_schools(book.year) if not s.special and _pupils(book, s)]
    weights = list(accumulate(_pupils(book, school) for school in schools))
    kinds = rows("survey_respondents")
    shares = list(accumulate(float(kind["share"]) for kind in kinds))
    mood = {town.code: rng.gauss(0, _TOWN_SPREAD) for town in book.county.towns}
    satisfied = year_value(book.year, "satisfied_share")
    for number in range(1, max(_LEAST, round(weights[-1] * _PER_PUPIL)) + 1):
        kind = rng.choices(kinds, cum_weights=shares)[0]
        school = rng.choices(schools, cum_weights=weights)[0]
        share = satisfied + float(kind["more_satisfied"]) + mood[school.town.code]
        words = _SATISFIED if rng.random() < share else _NOT_SATISFIED
        draw = rng.random()
        yield Answer(
            number=number,
            day=int(rng.random() * 30),
            respondent=kind["respondent"],
            method=kind["method"],
            town=school.town,
            school=school if kind["of_school"] == "是" else None,
            rating=next(word for word, end in words if draw < end),
            valid=rng.random() < _VALID,
        )


def _pupils(book: YearBook, school: School) -> int:
    return sum(book.enrolment.pupils(school.key, stage) for stage in school.intakes if stage != "高中")
