"""Every row the warehouse must hold for R1–R7, compliance, balance, G3–G6, G9, G12 and Q4.

Puts the formulas of `resources.py` and `guarantees.py` over every county, school year and ruleset, in rows
keyed as the published tables are. A figure the standard does not settle is left out of the row. No
formula stands here.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from . import guarantees, resources
from .raw import CountyYear, Row, read_counties
from .schools import COMPULSORY, School, schools_of

Figures = dict[str, object]
Key = tuple[str, ...]

# ruleset: (with reliefs, the counties it serves or None for all)
RULESETS: dict[str, tuple[bool, set[str] | None]] = {
    "national_2017": (False, None),
    "national_2017_relief": (True, None),
    "yiyuan_2024": (False, {"370323", "370399"}),
}


@dataclass
class Expected:
    """Rows by table; a row that merely says "does not apply" may also be absent: those are `optional`."""

    school_indicator: dict[Key, Figures] = field(default_factory=dict)
    school_compliance: dict[Key, Figures] = field(default_factory=dict)
    county_balance: dict[Key, Figures] = field(default_factory=dict)
    county_indicator: dict[Key, Figures] = field(default_factory=dict)
    optional: set[Key] = field(default_factory=set)


def calculate(raw: Path) -> Expected:
    """All rows for all counties below a raw folder.

    Keys: county, school year, ruleset, then school, stage, indicator as far as the table has them; a row
    without a stage has "" there.
    """
    expected = Expected()
    for (county, year), here in read_counties(raw).items():
        schools = schools_of(here)
        for ruleset, (reliefs, serves) in RULESETS.items():
            if schools and (serves is None or county in serves):
                head = (county, str(year), ruleset)
                add_resources(expected, head, schools, reliefs=reliefs)
                add_guarantees(expected, head, schools, here, reliefs=reliefs)
    return expected


def add_resources(expected: Expected, head: Key, schools: list[School], *, reliefs: bool) -> None:
    """R1–R7, compliance and balance of one county, year and ruleset."""
    units = resources.units(schools)
    for unit in units:
        statuses = []
        for code in resources.CODES:
            row = resources.indicator(unit, code, reliefs=reliefs)
            key = (*head, unit.school.code, unit.stage, code)
            expected.school_indicator[key] = row
            statuses.append(str(row["status"]))
            if not unit.school.ordinary:
                expected.optional.add(key)
        if unit.standing == "counts":
            expected.school_compliance[(*head, unit.school.code, unit.stage)] = {
                "pupils": unit.pupils,
                **resources.compliance(statuses),
            }
    for stage in COMPULSORY:
        counted = [unit for unit in units if unit.stage == stage and unit.standing == "counts"]
        for code in resources.CODES if counted else ():
            rows = [(unit.pupils, resources.resource(unit, code, reliefs=reliefs)) for unit in counted]
            expected.county_balance[(*head, stage, code)] = resources.balance(stage, code, rows)


def add_guarantees(
    expected: Expected, head: Key, schools: list[School], here: CountyYear, *, reliefs: bool
) -> None:
    """G3–G6, G9, G12 and Q4 of one county, year and ruleset."""
    money = next((row for row in here.of("county_finance") if row["fiscal_year"] == str(here.year)), None)
    by_school: dict[str, Callable[[School], Figures]] = {
        "G3a": lambda school: guarantees.rooms(school, "G3a", reliefs=reliefs),
        "G3b": lambda school: guarantees.rooms(school, "G3b", reliefs=reliefs),
        "G4": lambda school: guarantees.school_size(school, reliefs=reliefs),
        "G6": lambda school: guarantees.small_school_funds(school, here.year, money),
        "Q4a": lambda school: guarantees.training_funds(school, here.year, "Q4a"),
        "Q4b": lambda school: guarantees.training_funds(school, here.year, "Q4b"),
    }
    counted = [school for school in schools if school.counted]
    for code, figures in by_school.items():
        rows = {school.code: figures(school) for school in counted}
        _add_school_rows(expected, head, schools, "", code, rows)
        expected.county_indicator[(*head, "", code)] = guarantees.over_schools(list(rows.values()))
    for stage in COMPULSORY:
        having = [school for school in counted if stage in school.stages and school.pupils(stage) != 0]
        rows = {school.code: guarantees.class_size(school, stage) for school in having}
        _add_school_rows(expected, head, schools, stage, "G5", rows)
        expected.county_indicator[(*head, stage, "G5")] = guarantees.over_schools(list(rows.values()))
    teachers = {"G9": guarantees.trained, "G12": guarantees.certified}
    for code, question in teachers.items():
        _add_teachers(expected, head, schools, counted, code, question)


def _add_teachers(
    expected: Expected,
    head: Key,
    schools: list[School],
    counted: list[School],
    code: str,
    question: Callable[[Row], bool | None],
) -> None:
    answers = {
        school.code: [question(teacher) for teacher in guarantees.full_time_teachers(school)]
        for school in counted
    }
    rows = {school: guarantees.all_teachers(given) for school, given in answers.items()}
    _add_school_rows(expected, head, schools, "", code, rows)
    everyone = guarantees.all_teachers(
        [answer for given in answers.values() for answer in given], complete=all(answers.values())
    )
    subjects = guarantees.over_schools(list(rows.values()))
    expected.county_indicator[(*head, "", code)] = {**subjects, **everyone}


def _add_school_rows(
    expected: Expected, head: Key, schools: list[School], stage: str, code: str, rows: dict[str, Figures]
) -> None:
    """The rows of the schools that are counted; for any other a row may stand that says it does not apply."""
    for school in schools:
        key = (*head, school.code, stage, code)
        expected.school_indicator[key] = rows.get(school.code, guarantees.NOT_APPLICABLE)
        if expected.school_indicator[key]["status"] == "not_applicable":
            expected.optional.add(key)
