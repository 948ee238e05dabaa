"""Making one county's world: the year books that the writers then hand in.

What does not belong here: writing files (writers).
"""

from random import Random

from pipelines.simulate.cohorts import Cohorts
from pipelines.simulate.graduation import graduating_cohorts
from pipelines.simulate.model import YearBook
from pipelines.simulate.people import People
from pipelines.simulate.plan import plan_county
from pipelines.simulate.plant import plants, special_rooms
from pipelines.simulate.staffing import Staffing


def make_world(county_code: str, *, seed: int, scale: float) -> list[YearBook]:
    """Return the year books of one county, oldest first.

    Every part draws from a source of its own, named by seed, county and part, so a county is the
    same however many are made beside it.
    """

    def source(part: str) -> Random:
        return Random(f"{seed}|{county_code}|{part}")

    county = plan_county(county_code, source("plan"), scale)
    people = People(county_code, source("people"))
    enrolments = Cohorts(county, people, source("cohorts")).enrolments()
    teachers = Staffing(county, people, source("staffing")).years(enrolments)
    graduating = graduating_cohorts(county, enrolments)
    plant = plants(county, enrolments, source("plant"))
    return [
        YearBook(
            county=county,
            year=e.year,
            enrolment=e,
            teachers=teachers[e.year],
            plant=plant[e.year],
            rooms=special_rooms(county, e, f"{seed}|{county_code}|rooms"),
            cohorts=graduating[e.year],
        )
        for e in enrolments
    ]
