"""Pupils one by one: G13, G14, G15a, Q1 and Q2 (standard §2, §3).

Each function gives the figures of one county (Q1 of one school or of several); whose answer counts is said
by the caller's list of schools.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from . import verdicts
from .headings import FORM_STAGES
from .raw import CountyYear, Row, day, flag, number
from .schools import COMPULSORY, JUNIOR, School, total
from .verdicts import Figures

PRIVATE = "10"
COUNTRYSIDE = {"210", "220"}
# 五四制 in the demonstration county and in 沂源; a county that is not named is 六三制
JUNIOR_YEARS, USUAL_JUNIOR_YEARS = {"370323": 4, "370399": 4}, 3
ENTRY_GRADES = {4: "六年级", 3: "七年级"}
FIRST_GRADE = "一年级"
CATCHMENT = {"小学": 100, "初中": 95}
RETENTION, YOUNGEST, OLDEST = 95, 6, 15


def in_catchment(schools: Sequence[School], stage: str, grade: str = "") -> Figures:
    """G13: pupils (of one grade) admitted nearby, in public schools of towns that do not board."""
    answers = _answers_of_catchment(schools, stage, grade)
    if not any(answer is None or answer for answer in answers):
        return {"value": None, "status": "not_applicable"}
    return verdicts.share_of_schools(answers, CATCHMENT[stage])


def silent_in_catchment(schools: Sequence[School], stage: str) -> int:
    """How many of these schools have not told it of every pupil."""
    return sum(answer is None or None in answer for answer in _answers_of_catchment(schools, stage, ""))


def _answers_of_catchment(
    schools: Sequence[School], stage: str, grade: str
) -> list[list[bool | None] | None]:
    asked = [
        school
        for school in schools
        if school.register["provider"] != PRIVATE
        and school.register["area"] not in COUNTRYSIDE
        and flag(school.register["boarding"]) is not True
        and stage in school.stages
        and school.pupils(stage) != 0
    ]
    # a school that does not say whether it boards may belong here or not
    return [
        _nearby(school, stage, grade) if flag(school.register["boarding"]) is False else None
        for school in asked
    ]


def entry_grade(county: str, stage: str) -> str:
    """The grade in which pupils of a stage are new."""
    return ENTRY_GRADES[JUNIOR_YEARS.get(county, USUAL_JUNIOR_YEARS)] if stage == JUNIOR else FIRST_GRADE


def _nearby(school: School, stage: str, grade: str) -> list[bool | None] | None:
    """One answer for each pupil of the stage, from the roster, else as many as the school's form counts.

    The form counts no single grade.
    """
    roster = [row for row in school.roster if row["stage"] == stage]
    if grade:
        return [flag(row["nearby"]) for row in roster if row["grade"] == grade] if roster else None
    listed = [flag(row["nearby"]) for row in roster]
    part = FORM_STAGES[stage]
    every, yes = (number(school.form.get(f"{name}_{part}", "")) for name in ("pupils", "nearby"))
    if listed or every is None or yes is None:
        return listed or None
    return ([True] * int(yes) + [False] * int(every - yes)) or None


def migrants_by_form(form: Row, threshold: int, *, public_only: bool) -> Figures:
    """G15a as the county's form has it."""
    state, bought = number(form.get("migrants_public", "")), number(form.get("migrants_bought", ""))
    placed = state if public_only else total([state, bought])
    return verdicts.ratio(placed, number(form.get("migrants", "")), threshold, 100)


def migrants_placed(schools: list[School], threshold: int, *, public_only: bool) -> Figures:
    """G15a: migrant children who meet the conditions, those of them in public or publicly bought places."""
    answers = [_migrants_of(school, public_only=public_only) for school in schools]
    if not any(answer is None or answer for answer in answers):
        return {"value": None, "status": "not_applicable"}
    return verdicts.share_of_schools(answers, threshold)


def silent_of_migrants(schools: Sequence[School], *, public_only: bool) -> int:
    """How many schools have not told it of every pupil."""
    answers = [_migrants_of(school, public_only=public_only) for school in schools]
    return sum(answer is None or None in answer for answer in answers)


def _migrants_of(school: School, *, public_only: bool) -> list[bool | None] | None:
    """One answer for each who is eligible, an unknown one for who may be; None while a stage is missing."""
    asked = [stage for stage in school.stages if stage in COMPULSORY and school.pupils(stage) != 0]
    if any(all(row["stage"] != stage for row in school.roster) for stage in asked):
        return None
    public = school.register["provider"] != PRIVATE
    answers: list[bool | None] = []
    for row in (row for row in school.roster if row["stage"] in asked):
        # where nothing is said about the conditions they are met
        migrant = flag(row["migrant"]) if flag(row["conditions"]) is not False else False
        if migrant is not False:
            placed = public or (False if public_only else flag(row["bought"]))
            answers.append(placed if migrant else None)
    return answers


def quota_places(here: CountyYear, threshold: int) -> Figures:
    """G14: places allotted to junior schools against places planned, a high school's plan once."""
    named = {row["school_code"] for row in here.of("school_register")}
    rows = [row for row in here.of("high_school_quota") if row["year"] == str(here.year)]
    plans = {row["high_school"]: number(row["planned"]) for row in rows}
    allotted = [number(row["allotted"]) for row in rows if row["school_code"] in named]
    form: Row = next(iter(here.of("county_form")), {})
    told = {"planned": total(plans.values()), "allotted": total(allotted)}
    for name in (name for name, places in told.items() if places is None):
        told[name] = number(form.get(name, ""))
    return verdicts.ratio(told["allotted"], told["planned"], threshold, 100)


def of_age(here: CountyYear) -> list[Row]:
    """Disabled children aged 6 to 15 on 1 September by their month of birth."""
    return [child for child in here.of("disability_register") if is_of_age(child, here.year)]


def is_of_age(child: Row, year: int) -> bool:
    """Whether a child is of compulsory age on 1 September of a year."""
    return date(year - OLDEST - 1, 9, 1) < _born(child) <= date(year - YOUNGEST, 9, 1)


def disabled_placed(here: CountyYear, threshold: int) -> Figures:
    """Q2: disabled children of compulsory age, those of them placed."""
    if "disability_register" not in here.handed_in:
        form: Row = next(iter(here.of("county_form")), {})
        placed, of_all = number(form.get("disabled_placed", "")), number(form.get("disabled", ""))
        return verdicts.ratio(placed, of_all, threshold, 100)
    return verdicts.share([child["placed"] != "未入学" for child in of_age(here)], threshold)


def _born(child: Row) -> date:
    born = day(child["born"])
    if born is None:
        raise ValueError("a disabled child without a birthday")
    # only the month is kept: its last day
    return (born.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)


@dataclass(frozen=True)
class Cohort:
    """The pupils who graduate from one or several schools at the end of a school year."""

    began: Fraction
    came: Fraction
    left: Fraction
    died: Fraction
    graduated: Fraction

    def retained(self, formula: str) -> Figures:
        """Q1 by F1 or F2."""
        if formula == "F1":
            kept, of = self.graduated - self.came + self.left, self.began - self.died
        else:
            kept, of = self.graduated, self.began + self.came - self.left - self.died
        return verdicts.ratio(kept, of, RETENTION, 100)


def cohort(school: School, here: CountyYear) -> Cohort | None:
    """A school's graduating cohort: from roster and events of the years it was there, else from its form."""
    years = JUNIOR_YEARS.get(here.county, USUAL_JUNIOR_YEARS)
    entry = here.years.get(here.year - years + 1)
    listed = (
        entry.by_school("student_roster").get(school.code, []) if entry and entry.names(school.code) else []
    )
    began = sum(row["grade"] == ENTRY_GRADES[years] for row in listed)
    spans = range(here.year - years + 1, here.year + 1)
    told = all(year in here.years and here.years[year].of("student_changes") for year in spans)
    if not began or not told:
        form: Row = next((row for row in here.of("school_form") if row["school_code"] == school.code), {})
        items = [number(form.get(name, "")) for name in ("began", "came", "left", "died", "graduated")]
        known = [item for item in items if item is not None]
        return Cohort(*known) if len(known) == len(items) else None
    events = [row["event"] for row in _events(here, spans[0], school.code)]
    came, left, died, graduated = (Fraction(events.count(w)) for w in ("转入", "转出", "死亡", "毕业"))
    return Cohort(Fraction(began), came, left, died, graduated)


def _events(here: CountyYear, entered: int, code: str) -> Iterable[Row]:
    """Junior events of those who entered in a September, until the August in which they graduate."""
    first, last = date(entered, 9, 1), date(here.year + 1, 8, 31)
    for year in here.years.values():
        for row in year.by_school("student_changes").get(code, []) if year.names(code) else []:
            entry, happened = day(row["entered"]), day(row["date"])
            if row["stage"] == JUNIOR and entry == first and happened and first <= happened <= last:
                yield row


def retention(cohorts: Sequence[Cohort | None], formula: str) -> Figures:
    """Q1 over several schools: shown over what is known, judged when every school is."""
    known = [one for one in cohorts if one is not None]
    if not known:
        status = "no_data" if cohorts else "not_applicable"
        return {"value": None, "status": status, "threshold": RETENTION}
    names = ("began", "came", "left", "died", "graduated")
    figures = Cohort(*(sum((getattr(one, n) for one in known), Fraction(0)) for n in names)).retained(formula)
    return figures if len(known) == len(cohorts) else {**figures, "status": "no_data"}
