"""Every row that the warehouse must hold about schools and counties, for every ruleset and school year.

Puts the formulas of the other modules over every county, school year and ruleset, in rows keyed as the
published tables are. A figure the standard does not settle is left out of the row. No formula stands here.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from . import children, consequences, evidence, funding, guarantees, quality, recognition, resources, verdicts
from .counties import county_rows
from .movable import movable
from .raw import CountyYear, read_counties
from .schools import COMPULSORY, JUNIOR, School, schools_of
from .view import Here

Figures = dict[str, object]
Key = tuple[str, ...]


@dataclass(frozen=True)
class Ruleset:
    """Whom a ruleset serves (None: all) and what it adds to the national values."""

    reliefs: bool = False
    own: bool = False  # the county's own stricter numbers and X items
    serves: frozenset[str] | None = None


RULESETS = {
    "national_2017": Ruleset(),
    "national_2017_relief": Ruleset(reliefs=True),
    "yiyuan_2024": Ruleset(own=True, serves=frozenset({"370323", "370399"})),
}


@dataclass
class Expected:
    """Rows by table; a row that merely says "does not apply" may also be absent: those are `optional`."""

    school_indicator: dict[Key, Figures] = field(default_factory=dict)
    school_compliance: dict[Key, Figures] = field(default_factory=dict)
    county_balance: dict[Key, Figures] = field(default_factory=dict)
    county_indicator: dict[Key, Figures] = field(default_factory=dict)
    county_detail: dict[Key, Figures] = field(default_factory=dict)
    recognition: dict[Key, Figures] = field(default_factory=dict)
    shortfall: dict[Key, Figures] = field(default_factory=dict)
    shortfall_total: dict[Key, Figures] = field(default_factory=dict)
    closing_teacher: dict[Key, Figures] = field(default_factory=dict)
    optional: set[Key] = field(default_factory=set)


def calculate(raw: Path, *, verdicts_alone: bool = False) -> Expected:
    """All rows for all counties below a raw folder; those of verdicts alone take half the time.

    Keys: county, school year, ruleset, then school, stage, indicator, dimension as far as the table has
    them; a row without a stage has "" there. Whom a plan may move is the same by every ruleset.
    """
    expected = Expected()
    for (county, year), here in read_counties(raw).items():
        schools = schools_of(here)
        for school in () if verdicts_alone else schools:
            for stage, counts_in, teachers in movable(school):
                key = (county, str(year), school.code, stage, counts_in)
                expected.closing_teacher[key] = {"teachers": teachers}
        for name, ruleset in RULESETS.items():
            if schools and (ruleset.serves is None or county in ruleset.serves):
                head = (county, str(year), name)
                add_resources(expected, head, schools, reliefs=ruleset.reliefs)
                add_school_codes(expected, head, schools, here, ruleset)
                add_county_codes(expected, head, schools, here, ruleset)
                add_recognition(expected, head)
                if verdicts_alone:
                    continue
                consequences.add_shortfalls(expected, head, schools)
                consequences.add_conclusions(expected, head, _here(expected, head, schools, here, ruleset))
    return expected


def _here(expected: Expected, head: Key, schools: list[School], here: CountyYear, ruleset: Ruleset) -> Here:
    rows = {key[3:]: row for key, row in expected.school_indicator.items() if key[:3] == head}
    details = {key[3:]: row for key, row in expected.county_detail.items() if key[:3] == head}
    counted = [school for school in schools if school.counted]
    return Here(here, counted, rows, details, own=ruleset.own, reliefs=ruleset.reliefs)  # type: ignore[arg-type]


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
        for code in resources.CODES:
            rows = [(unit.pupils, resources.resource(unit, code, reliefs=reliefs)) for unit in counted]
            expected.county_balance[(*head, stage, code)] = resources.balance(stage, code, rows)
            of_units = [expected.school_indicator[(*head, unit.school.code, stage, code)] for unit in counted]
            expected.county_indicator[(*head, stage, code)] = resources.over_units(code, of_units)


def add_school_codes(
    expected: Expected, head: Key, schools: list[School], here: CountyYear, ruleset: Ruleset
) -> None:
    """The codes that are judged school by school, and the county's verdict over its schools."""
    counted = [school for school in schools if school.counted]
    for code, figures in _questions(here, ruleset).items():
        rows = {school.code: figures(school) for school in counted}
        _add_school_rows(expected, head, schools, "", code, rows)
        expected.county_indicator[(*head, "", code)] = guarantees.over_schools(list(rows.values()))
    for stage in COMPULSORY:
        having = [school for school in counted if stage in school.stages and school.pupils(stage) != 0]
        rows = {school.code: guarantees.class_size(school, stage) for school in having}
        _add_school_rows(expected, head, schools, stage, "G5", rows)
        expected.county_indicator[(*head, stage, "G5")] = guarantees.over_schools(list(rows.values()), stage)
        if stage == JUNIOR:
            _add_retention(expected, head, schools, having, here)
    for code in ("G9", "G12"):
        _add_teachers(expected, head, schools, counted, code)


def _questions(here: CountyYear, ruleset: Ruleset) -> dict[str, Callable[[School], Figures]]:
    quotas = {stage: funding.county_money(here, name) for stage, name in funding.QUOTAS.items()}
    materials = evidence.Register(here)

    def documented(code: str) -> Callable[[School], Figures]:
        return lambda school: {"status": materials.status(code, evidence.SCHOOL, school.code)}

    questions: dict[str, Callable[[School], Figures]] = {
        "G2c": lambda school: funding.public_funds(school, here.year, quotas),
        "G3a": lambda school: guarantees.rooms(school, "G3a", reliefs=ruleset.reliefs),
        "G3b": lambda school: guarantees.rooms(school, "G3b", reliefs=ruleset.reliefs),
        "G4": lambda school: guarantees.school_size(school, reliefs=ruleset.reliefs),
        "G6": lambda school: guarantees.small_school_funds(school, here.year, quotas),
        "Q4a": lambda school: guarantees.training_funds(school, here.year, "Q4a"),
        "Q4b": lambda school: guarantees.training_funds(school, here.year, "Q4b"),
        "Q7a": quality.courses,
        "Q7b": quality.labour,
        "Q7c": quality.labour_teachers,
    }
    codes = evidence.OF_SCHOOLS
    if ruleset.own:
        questions["X3"] = lambda school: funding.fees(school, here.year)
        codes = (*codes, *evidence.OWN_OF_SCHOOLS)
    return questions | {code: documented(code) for code in codes}


def _add_retention(
    expected: Expected, head: Key, schools: list[School], having: list[School], here: CountyYear
) -> None:
    cohorts = {school.code: children.cohort(school, here) for school in having}
    rows = {code: children.retention([one], "F2") for code, one in cohorts.items()}
    _add_school_rows(expected, head, schools, JUNIOR, "Q1", rows)
    everyone = children.retention(list(cohorts.values()), "F2")
    subjects = guarantees.over_schools(list(rows.values()), JUNIOR)
    expected.county_indicator[(*head, JUNIOR, "Q1")] = {**subjects, **everyone}
    for formula in ("F1", "F2"):
        detail = children.retention(list(cohorts.values()), formula)
        expected.county_detail[(*head, JUNIOR, "Q1", f"公式={formula}")] = detail


def _add_teachers(
    expected: Expected,
    head: Key,
    schools: list[School],
    counted: list[School],
    code: str,
) -> None:
    answers = {school.code: guarantees.teachers_who(school, code) for school in counted}
    rows = {school: verdicts.share(given, 100) for school, given in answers.items()}
    _add_school_rows(expected, head, schools, "", code, rows)
    everyone = verdicts.share_of_schools([given or None for given in answers.values()], 100)
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


def add_county_codes(
    expected: Expected, head: Key, schools: list[School], here: CountyYear, ruleset: Ruleset
) -> None:
    """The codes that are judged for the county at once."""
    for (stage, code, dimension), figures in county_rows(schools, here, own=ruleset.own).items():
        if dimension:
            expected.county_detail[(*head, stage, code, dimension)] = figures
        else:
            expected.county_indicator[(*head, stage, code)] = figures


def add_recognition(expected: Expected, head: Key) -> None:
    """The items of one county, year and ruleset, from the verdicts that stand already."""
    passes = {
        stage: passed
        for stage in COMPULSORY
        if (
            passed := [
                row["passes"]
                for key, row in expected.school_compliance.items()
                if key[:3] == head and key[4] == stage
            ]
        )
    }
    balance = {key[3:]: str(row["status"]) for key, row in expected.county_balance.items() if key[:3] == head}
    # of R1–R7 what counts is whether schools pass and how evenly they are provided for
    rest = [
        (key[4], str(row["status"]))
        for key, row in expected.county_indicator.items()
        if key[:3] == head and key[4] not in resources.CODES
    ]
    for area, figures in recognition.areas(passes, balance, rest).items():  # type: ignore[arg-type]
        expected.recognition[(*head, area)] = figures
