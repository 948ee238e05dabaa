"""Evidence handed in for the indicators that have no formula, subject by subject.

Which indicator asks which material of whom is a row of `evidence`; a school grows better along `years`. What
does not belong here: how the register looks (writers).
"""

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random
from typing import NamedTuple

from pipelines.simulate.exceptions import exception
from pipelines.simulate.model import YearBook
from pipelines.simulate.tables import Row, rows, year_value

MET, UNMET, PENDING, MISSING = "达标", "不达标", "待核", "无"
_GOOD, _POOR = ("优秀", "良好", "良好"), "合格"
_SHARE_SUPERSEDED, _SHARE_ONLY_RATED = 0.12, 0.3
_DRAWS = 5


class Evidence(NamedTuple):
    """One row of the register; `town` is the town of the school or the town itself, empty for the county."""

    code: str
    subject_type: str
    subject: str
    town: str
    material: str
    day: date
    conclusion: str
    rating: str


def evidence(book: YearBook, rng: Random) -> Iterator[Evidence]:
    """Yield the register of one year by indicator; an older row stands before the one that replaced it.

    Args:
        book: the year.
        rng: one named alike in every year, so that a subject keeps its standing while the county improves.
    """
    for row in rows("evidence"):
        for subject_type, key, code, town, here in _subjects(book, row["subject_type"]):
            draws = [rng.random() for _ in range(_DRAWS)]
            verdict = exception(key, f"佐证:{row['code']}", book.year) or _verdict(book.year, row, draws[0])
            if here and verdict != MISSING:
                yield from _rows(book.year, row, (subject_type, code, town), verdict, draws)


def _subjects(book: YearBook, subject_type: str) -> Iterator[tuple[str, str, str, str, bool]]:
    """Yield type, key, code, town and whether it exists this year, closed schools too: draws stay in step."""
    county = book.county
    if subject_type == "县":
        yield subject_type, county.code, county.code, "", True
    elif subject_type == "镇街":
        for town in county.towns:
            yield subject_type, town.code[6:], town.code, town.code, True
    else:
        for school in county.schools:
            here = school.is_open(book.year) and not school.special and school.intakes.keys() != {"高中"}
            yield subject_type, school.key, school.code, school.town.code, here


def _verdict(year: int, row: Row, draw: float) -> str:
    """Return the verdict of a year: the county's from its row, the others' from the shares of the year."""
    for column, verdict in (("missing", MISSING), ("pending", PENDING), ("unmet", UNMET)):
        if str(year) in row[column].split():
            return verdict
        share = year_value(year, f"evidence_{column}")
        if row["subject_type"] != "县" and draw < share:
            return verdict
        draw -= share
    return MET


def _rows(
    year: int, row: Row, subject: tuple[str, str, str], verdict: str, draws: list[float]
) -> Iterator[Evidence]:
    day = date(year, 11, 1) + timedelta(days=int(draws[1] * 180))

    def item(day: date, conclusion: str, rating: str) -> Evidence:
        return Evidence(row["code"], *subject, row["material"], day, conclusion, rating)

    rated = row["rated"] == "是"
    if draws[2] < _SHARE_SUPERSEDED:
        before = UNMET if verdict == MET else PENDING
        yield item(day - timedelta(days=45), before, _POOR if rated and before == UNMET else "")
    rating = ""
    if rated and verdict != PENDING:
        rating = _GOOD[int(draws[3] * len(_GOOD))] if verdict == MET else _POOR
    yield item(day, "" if rating and draws[4] < _SHARE_ONLY_RATED else verdict, rating)
