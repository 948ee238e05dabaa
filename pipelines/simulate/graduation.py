"""The junior cohort that graduates at the end of a school year, school by school.

Counted from the rolls and the events; where the cohort entered before the first simulated year, what happened
until then is invented. What does not belong here: what becomes of single pupils (cohorts).
"""

from collections import Counter
from random import Random

from pipelines.simulate.changes import COMES, DIES, GRADUATES, LEAVES, QUITS, RESTS, RETURNS
from pipelines.simulate.model import Cohort, County, Enrolment

_JUNIOR = "初中"


def graduating_cohorts(county: County, enrolments: list[Enrolment]) -> dict[int, dict[str, Cohort]]:
    """Return by school year and school the cohort that graduates; schools without graduates are left out."""
    entry_grade = county.grades_of(_JUNIOR)[0]
    known = {e.year: e for e in enrolments}
    events = Counter((c.entry, c.school, c.kind) for e in enrolments for c in e.changes if c.stage == _JUNIOR)
    result: dict[int, dict[str, Cohort]] = {year: {} for year in known}
    for year in known:
        entry = year - county.junior_years + 1
        for school in county.open_schools(year):
            count = {kind: events[entry, school.key, kind] for kind in (COMES, LEAVES, DIES, GRADUATES)}
            if not count[GRADUATES]:
                continue
            lost = sum(events[entry, school.key, kind] for kind in (RESTS, QUITS))
            lost -= events[entry, school.key, RETURNS]
            if entry not in known:
                count, lost = _with_years_before(count, lost, Random(f"{county.code}|{school.key}|{year}"))
            entered = count[GRADUATES] - count[COMES] + count[LEAVES] + count[DIES] + lost
            if entry in known:
                entered = len(known[entry].seats.get((school.key, entry_grade), ()))
            result[year][school.key] = Cohort(
                entered, count[COMES], count[LEAVES], count[DIES], count[GRADUATES]
            )
    return result


def _with_years_before(count: dict[str, int], lost: int, rng: Random) -> tuple[dict[str, int], int]:
    few = max(1, count[GRADUATES] // 60)
    more = {COMES: rng.randint(0, few), LEAVES: rng.randint(0, few)}
    return {kind: n + more.get(kind, 0) for kind, n in count.items()}, lost + rng.randint(0, few // 2)
