"""The figures that stand in conclusions beside a verdict's own: sums over schools, cases and materials.

A sum is taken over the schools of which the figure is known, and is unknown where it is of none. Which
sentence names which figure is said in `said.py`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from fractions import Fraction

from . import children, evidence, funding, guarantees
from .raw import CountyYear, Row, day, flag, number
from .schools import COMPULSORY, School, total

CITY = {"111", "112"}
PENDING, CONFIRMED = "核查中", "属实"


def known_sum(figures: Iterable[Fraction | int | None]) -> Fraction | None:
    """The known ones together; None where none is known."""
    known = [figure for figure in figures if figure is not None]
    return sum(known, Fraction(0)) if known else None


def public_funds(here: CountyYear, schools: Sequence[School]) -> tuple[Fraction | None, Fraction | None]:
    """公用经费 due to these schools and paid to them, in 元."""
    quotas = {stage: funding.county_money(here, name) for stage, name in funding.QUOTAS.items()}
    paid = [number(school.finance.get(here.year, {}).get("paid", "")) for school in schools]
    return (
        known_sum(funding.due(school, quotas) for school in schools),
        known_sum(None if one is None else one * funding.YUAN for one in paid),
    )


def money_or_hours(here: CountyYear, schools: Sequence[School], name: str) -> Fraction | None:
    """One column of the schools' finance returns."""
    return known_sum(number(school.finance.get(here.year, {}).get(name, "")) for school in schools)


def hours(schools: Sequence[School]) -> tuple[Fraction | None, Fraction | None]:
    """Lessons of comprehensive practice, and of labour among them, of schools that tell every grade."""
    told = [
        [total(number(row[name]) for row in school.curriculum) for name in ("comprehensive", "labour")]
        for school in schools
    ]
    return known_sum(one for one, _ in told), known_sum(one for _, one in told)


def rooms(schools: Sequence[School], code: str, *, reliefs: bool) -> tuple[Fraction | None, Fraction | None]:
    """Music or art rooms needed, and those that are large enough."""
    rows = [guarantees.rooms(school, code, reliefs=reliefs) for school in schools]
    large = known_sum(row.get("numerator") for row in rows)  # type: ignore[arg-type]
    return known_sum(guarantees.rooms_needed(school) for school in schools), large


def beyond_their_size(schools: Sequence[School]) -> list[School]:
    """Schools with more pupils than the limit that applies without reliefs."""
    return [
        school for school in schools if guarantees.school_size(school, reliefs=False)["status"] == "unmet"
    ]


def relieved(schools: Sequence[School]) -> int:
    """How many of these are of a lawful size once the reliefs apply."""
    return sum(
        guarantees.school_size(school, reliefs=True)["status"] == "met"
        for school in beyond_their_size(schools)
    )


def cases(here: CountyYear, code: str) -> tuple[int | None, int | None]:
    """Confirmed and pending cases of a school year; unknown while no register is there and none is known."""
    first, last = date(here.year, 9, 1), date(here.year + 1, 8, 31)
    findings = [
        row["finding"]
        for year in here.years.values()
        for row in year.of("incident_register")
        if row["code"] == code and (happened := day(row["date"])) and first <= happened <= last
    ]
    counts = findings.count(CONFIRMED), findings.count(PENDING)
    return counts if findings or "incident_register" in here.handed_in else (None, None)


def schools_off_roll(here: CountyYear, schools: Sequence[School]) -> int | None:
    """How many schools employ teachers off the roll for long."""
    told = _off_roll(here, schools)
    return sum(one > 0 for one in told if one is not None) if any(one is not None for one in told) else None


def schools_without_posts(here: CountyYear, schools: Sequence[School]) -> int:
    """How many schools do not tell it."""
    return _off_roll(here, schools).count(None)


def _off_roll(here: CountyYear, schools: Sequence[School]) -> list[Fraction | None]:
    posts = {row["school_code"]: number(row["off_roll"]) for row in here.of("teacher_posts")}
    return [posts.get(school.code) for school in schools]


def newest_materials(here: CountyYear, code: str) -> tuple[int, date] | None:
    """How many materials the county has of a code on the newest day of one, and that day."""
    days = [
        dated
        for row in here.of("evidence_register")
        if (row["code"], row["kind"], row["subject"]) == (code, evidence.COUNTY, here.county)
        and (dated := day(row["date"]))
    ]
    return (days.count(max(days)), max(days)) if days else None


def rural_places(here: CountyYear) -> Fraction | None:
    """Places of the better high schools that are allotted to junior schools outside the city."""
    rural = {row["school_code"] for row in here.of("school_register") if row["area"] not in CITY}
    rows = [row for row in here.of("high_school_quota") if row["year"] == str(here.year)]
    told = total(number(row["allotted"]) for row in rows if row["school_code"] in rural) if rows else None
    form: Row = next(iter(here.of("county_form")), {})
    return told if told is not None else number(form.get("allotted_rural", ""))


def migrants(here: CountyYear, schools: Sequence[School]) -> tuple[Fraction | None, ...]:
    """Migrant children who meet the conditions; in public places; in bought ones; in either."""
    pupils = [
        (row, school.register["provider"] != children.PRIVATE)
        for school in schools
        for row in school.roster
        if row["stage"] in COMPULSORY and flag(row["migrant"]) and flag(row["conditions"]) is not False
    ]
    if not here.of("student_roster"):
        form: Row = next(iter(here.of("county_form")), {})
        eligible, public, bought = (
            number(form.get(name, "")) for name in ("migrants", "migrants_public", "migrants_bought")
        )
        return eligible, public, bought, total([public, bought])
    public = sum(is_public for _, is_public in pupils)
    bought = sum(not is_public and flag(row["bought"]) is True for row, is_public in pupils)
    return Fraction(len(pupils)), Fraction(public), Fraction(bought), Fraction(public + bought)


def junior_years(county: str) -> int:
    """How many years the junior stage of a county takes."""
    return children.JUNIOR_YEARS.get(county, children.USUAL_JUNIOR_YEARS)


def cohort(here: CountyYear, schools: Sequence[School]) -> list[Fraction | None]:
    """The graduating pupils of all schools together: graduated, began, came, died, left."""
    known = [one for school in schools if school.has_juniors and (one := children.cohort(school, here))]
    names = ("graduated", "began", "came", "died", "left")
    return [known_sum(getattr(one, name) for one in known) for name in names]


def in_special_schools(here: CountyYear) -> Fraction | None:
    """Disabled children of compulsory age who are taught in schools of their own."""
    if "disability_register" not in here.handed_in:
        form: Row = next(iter(here.of("county_form")), {})
        return number(form.get("disabled_special", ""))
    return Fraction(sum(child["placed"] == "特教学校" for child in children.of_age(here)))


def silent(here: CountyYear, schools: Sequence[School], code: str, stage: str, *, public_only: bool) -> int:
    """How many schools have not told what a share of the whole county is made of."""
    if code in ("G13a", "G13b"):
        return children.silent_in_catchment(schools, stage)
    if code == "G15a" and (here.of("student_roster") or not here.of("county_form")):
        return children.silent_of_migrants(schools, public_only=public_only)
    if code in ("G11a", "G11b") and (here.of("teacher_roster") or not here.of("county_form")):
        return guarantees.silent_of_exchange(
            [guarantees.full_time_teachers(school) for school in schools], code
        )
    return 0
