"""What sets single schools apart, beyond their profile: the rows of `exceptions`.

Only looks rows up. What does not belong here: what a kind of exception means, which whoever asks for it
settles.
"""

from functools import cache

from pipelines.simulate.tables import Row, rows


def exception(school: str, what: str, year: int) -> str | None:
    """Return what a school of the plan does differently in a school year; None when it does as the rest.

    Args:
        school: the key of the school in the plan.
        what: the kind of exception.
        year: the school year.
    """
    for row in _of(what).get(school, ()):
        if int(row["first_year"]) <= year <= int(row["last_year"] or year):
            return row["value"]
    return None


@cache
def _of(what: str) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    for row in rows("exceptions"):
        if row["what"] == what:
            found.setdefault(row["school"], []).append(row)
    return found
