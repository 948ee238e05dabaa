"""Events of the pupils' records (转入 转出 死亡 休学 复学 退学 毕业) and the days on which they fall.

The shares and days are rows of `change_rates` and `change_days`. What does not belong here: who moves where
(cohorts).
"""

from bisect import bisect_right
from collections.abc import Callable
from datetime import date, timedelta
from itertools import accumulate
from random import Random

from pipelines.simulate.exceptions import exception
from pipelines.simulate.model import Change, County, Enrolment, School
from pipelines.simulate.tables import rows

COMES, LEAVES, DIES, RESTS, RETURNS, QUITS, GRADUATES = "转入", "转出", "死亡", "休学", "复学", "退学", "毕业"


class Fates:
    """What happens to a pupil in the course of a school year, from one draw in 0…1."""

    def __init__(self, school: School, stage: str, year: int, *, last: bool) -> None:
        """Line up the shares of a school's stage; in the `last` grade of a stage nobody rests."""
        shares = {r["change_type"]: float(r["share"]) for r in rows("change_rates") if r["stage"] == stage}
        shares[QUITS] += float(exception(school.key, f"{QUITS}:{stage}", year) or 0)
        if last:
            shares[RESTS] = 0.0
        self._kinds = list(shares)
        self._ends = list(accumulate(shares.values()))

    @property
    def limit(self) -> float:
        """Return the share of pupils to whom something happens."""
        return self._ends[-1]

    def kind(self, draw: float) -> str:
        """Return the event of a draw below `limit`."""
        return self._kinds[bisect_right(self._ends, draw)]


class Record:
    """Writes down the events of one school year."""

    def __init__(self, county: County, enrolment: Enrolment, rng: Random) -> None:
        """Open the record of `enrolment`; `rng` draws the days."""
        self._county, self._enrolment = county, enrolment
        self._draw_day = _days(enrolment.year, rng)

    def add(self, kind: str, number: str, school: str, grade: int, day: date | None = None) -> date:
        """Note an event of a pupil who is in `grade` during this school year, and return its day."""
        stage = self._county.stage_of(grade)
        entry = self._enrolment.year - (grade - self._county.grades_of(stage)[0])
        day = day or self._draw_day(kind)
        self._enrolment.changes.append(Change(number, school, stage, entry, kind, day))
        return day

    def moves(self, number: str, school: str, goal: str, grade: int) -> None:
        """Note that a pupil leaves one school of the county for another, where he arrives a little later."""
        day = self.add(LEAVES, number, school, grade)
        self.add(COMES, number, goal, grade, min(day + timedelta(days=3), self._last_day))

    @property
    def _last_day(self) -> date:
        return date(self._enrolment.year + 1, 8, 31)


def _days(year: int, rng: Random) -> Callable[[str], date]:
    """Return a draw of days by kind; months up to August lie in the second half of the school year."""
    spans: dict[str, list[tuple[date, int]]] = {}
    weights: dict[str, list[int]] = {}
    for row in rows("change_days"):
        first, last = (_day(year, row[column]) for column in ("first_day", "last_day"))
        spans.setdefault(row["change_type"], []).append((first, (last - first).days + 1))
        weights.setdefault(row["change_type"], []).append(int(row["weight"]))

    def draw(kind: str) -> date:
        own = spans[kind]
        first, length = own[0] if len(own) == 1 else rng.choices(own, weights[kind])[0]
        return first + timedelta(days=int(rng.random() * length)) if length > 1 else first

    return draw


def _day(year: int, text: str) -> date:
    month, day = map(int, text.split("-"))
    return date(year if month >= 9 else year + 1, month, day)
