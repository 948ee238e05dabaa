"""Incidents that the county had to look into: the rows of `incidents`.

An incident is handed in when it is known, which may be a school year after it happened. What does not belong
here: how the register looks (writers).
"""

from typing import NamedTuple

from pipelines.simulate.model import YearBook
from pipelines.simulate.tables import rows


class Incident(NamedTuple):
    """One row of the register."""

    number: str
    code: str
    day: str
    subject: str
    conclusion: str
    status: str


def incidents(book: YearBook) -> list[Incident]:
    """Return what is handed in with a school year; empty when nothing happened."""
    codes = {school.key: school.code for school in book.county.schools} | {"": book.county.code}
    chosen = [row for row in rows("incidents") if row["handed_in"] == str(book.year)]
    return [
        Incident(
            f"{book.county.code}-{book.year}-{number:02d}",
            row["code"],
            row["day"],
            codes[row["school"]],
            row["conclusion"],
            row["status"],
        )
        for number, row in enumerate(chosen, start=1)
    ]
