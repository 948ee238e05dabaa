"""Invented people: names from stems and numerals, identity numbers that cannot be genuine.

An identity number carries a letter X inside, where none can stand, so no living person has it. What does not
belong here: who learns and teaches where (cohorts, staffing).
"""

from collections import Counter
from datetime import date, timedelta
from random import Random

from pipelines.simulate.tables import rows


class People:
    """The register office of one invented county."""

    def __init__(self, county_code: str, rng: Random, *, first_serial: int = 1) -> None:
        """Open the office for a county; `rng` is used for names, genders and days.

        Two offices of one county never give the same number when their `first_serial` lie far apart.
        """
        self._county = county_code
        self._first = first_serial - 1
        self._rng = rng
        self._born: Counter[str] = Counter()
        self._surnames = [row["surname"] for row in rows("person_parts")]
        self._given = [row["given"] for row in rows("person_parts")]

    def name(self) -> str:
        """Return a name that is plainly invented."""
        choice = self._rng.choice
        return choice(self._surnames) + choice(self._given) + choice(self._given)

    def gender(self) -> str:
        """Return 男 or 女."""
        return "男" if self._rng.random() < 0.52 else "女"

    def birthday(self, first: date, days: int) -> date:
        """Return a day within `days` days from `first`."""
        return first + timedelta(days=int(self._rng.random() * days))

    def identity(self, birth: date) -> str:
        """Return an 18-character number, unique in the county, that no real check accepts."""
        day = f"{birth:%Y%m%d}"
        self._born[day] += 1
        return f"{self._county}{day}X{self._first + self._born[day]:03d}"
