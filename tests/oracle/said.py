"""Which figures stand in the sentence of each code, as the application form words it (application_form.md).

A figure is a value with the decimals it is printed with (percentages 1, other figures whole unless the form
says otherwise), or a word. What a value comes to stands in the modules of the formulas.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from fractions import Fraction

from . import behind, evidence, funding, guarantees
from .schools import COMPULSORY, NINE_YEAR, TWELVE_YEAR
from .view import Here, Row

Figure = tuple[Fraction | int | None, int] | str
PRIMARY_KINDS, JUNIOR_KINDS, MIXED_KINDS = (
    ("211", "218", "219"),
    ("311", "319", "341"),
    (NINE_YEAR, TWELVE_YEAR),
)
LEVELS = {1: "Ⅰ", 2: "Ⅱ", 3: "Ⅲ", 4: "Ⅳ"}
YEARS = {3: "三", 4: "四"}


def whole(*values: object) -> list[Figure]:
    """Figures printed whole."""
    return [(value, 0) for value in values]  # type: ignore[misc]


def percent(part: object, of: object) -> Figure:
    """A share in percent; none of nothing."""
    if part is None or not of:
        return (None, 1)
    return (100 * Fraction(part) / Fraction(of), 1)  # type: ignore[arg-type]


def verdict(here: Here, code: str, stage: str, row: Row) -> list[Figure]:
    """The figures of the sentence of a verdict."""
    if code in SENTENCES:
        return SENTENCES[code](here, stage, row)
    if code in evidence.OF_COUNTY + evidence.OWN_OF_COUNTY:
        return _documents(here, code)
    return [
        *whole(len(here.asked(code, stage)), here.count(code, stage, "met")),
        *_failing(here, code, stage),
    ]


def detail(here: Here, code: str, stage: str, dimension: str, row: Row) -> list[Figure]:
    """The figures of the sentence of one part or reading of a verdict."""
    value, numerator, denominator = (row.get(name) for name in ("value", "numerator", "denominator"))
    if code == "Q9a":
        return [LEVELS[int(value)]]  # type: ignore[call-overload]
    if code == "Q9b":
        return [(value, 3)]  # type: ignore[list-item]
    if code == "X12":
        return []
    if code == "X6":
        return [(numerator, 2), (denominator, 2), (value, 2)]  # type: ignore[list-item]
    pair = (denominator, numerator) if code in ("G15a", "S1") else (numerator, denominator)
    return [*whole(*pair), (value, 1)]  # type: ignore[list-item]


def _failing(here: Here, code: str, stage: str) -> list[Figure]:
    return whole(here.count(code, stage, "unmet", "near"))


def _documents(here: Here, code: str) -> list[Figure]:
    number, day = behind.newest_materials(here.read, code) or (None, None)
    return [(number, 0), *(f"{day:%Y-%m-%d}".split("-") if day else [])]


def _shared(*names: str) -> Callable[[Here, str, Row], list[Figure]]:
    """Figures of the row itself: names of its columns, `value` with one decimal."""
    return lambda here, stage, row: [
        (row.get(name), int(name == "value"))  # type: ignore[misc]
        for name in names
    ]


def _county_money(*names: str) -> Callable[[Here, str, Row], list[Figure]]:
    return lambda here, stage, row: whole(*(funding.county_money(here.read, name) for name in names))


def _funds_due(here: Here, stage: str, row: Row) -> list[Figure]:
    due, paid = behind.public_funds(here.read, here.schools)
    return [*whole(due, paid, here.count("G2c", "", "met")), *_failing(here, "G2c", "")]


def _small_schools(here: Here, stage: str, row: Row) -> list[Figure]:
    rows = ((school, here.rows[school.code, "", "G6"]) for school in here.schools)
    small = [school for school, row in rows if row["status"] != "not_applicable"]
    pupils = behind.known_sum(school.compulsory_pupils() for school in small)
    return whole(funding.SMALL_SCHOOL, pupils, behind.public_funds(here.read, small)[1])


def _rooms(code: str) -> Callable[[Here, str, Row], list[Figure]]:
    def said(here: Here, stage: str, row: Row) -> list[Figure]:
        needed, large = behind.rooms(here.schools, code, reliefs=here.reliefs)
        return [*whole(guarantees.CLASSES_PER_ROOM, 1, needed, large), *_failing(here, code, "")]

    return said


def _sizes(here: Here, stage: str, row: Row) -> list[Figure]:
    beyond = [school.kind for school in behind.beyond_their_size(here.schools)]
    primary, junior, mixed = (
        sum(kind in kinds for kind in beyond) for kinds in (PRIMARY_KINDS, JUNIOR_KINDS, MIXED_KINDS)
    )
    return whole(2000, primary, junior, 2500, mixed)


def _class_sizes(here: Here, stage: str, row: Row) -> list[Figure]:
    known = [one["value"] for one in here.asked("G5", stage) if one.get("value") is not None]
    return whole(guarantees.CLASS_LIMITS[stage], sum(known) if known else None)  # type: ignore[call-overload]


def _special_schools(here: Here, stage: str, row: Row) -> list[Figure]:
    return [*_county_money("special_funds", "special_pupils")(here, stage, row), (row.get("value"), 0)]  # type: ignore[list-item]


def _trained(here: Here, stage: str, row: Row) -> list[Figure]:
    return [
        *whole(guarantees.TRAINING_HOURS),
        *_shared("numerator", "denominator", "value")(here, stage, row),
    ]


def _quotas(here: Here, stage: str, row: Row) -> list[Figure]:
    rural, allotted = behind.rural_places(here.read), row.get("numerator")
    shown = _shared("denominator", "numerator", "value")(here, stage, row)
    return [*shown, *whole(rural), percent(rural, allotted)]


def _migrants(here: Here, stage: str, row: Row) -> list[Figure]:
    eligible, public, bought, placed = behind.migrants(here.read, here.schools)
    shown = _shared("numerator", "value")(here, stage, row)
    return [*whole(eligible, public, bought, placed), percent(placed, eligible), *shown]


def _cohort(here: Here, stage: str, row: Row) -> list[Figure]:
    graduated, began, came, died, left = behind.cohort(here.read, here.schools)
    years = YEARS[behind.junior_years(here.read.county)]
    return [*whole(graduated), years, *whole(began, came, died, left), (row.get("value"), 1)]  # type: ignore[list-item]


def _disabled(here: Here, stage: str, row: Row) -> list[Figure]:
    special = behind.in_special_schools(here.read)
    shown = _shared("denominator", "numerator", "value")(here, stage, row)
    return [*shown, *whole(special), percent(special, row.get("numerator"))]


def _school_by_school(
    code: str, first: str, second: str, least: int
) -> Callable[[Here, str, Row], list[Figure]]:
    """Two sums over the schools, their share, and how many schools are below the least of it."""

    def said(here: Here, stage: str, row: Row) -> list[Figure]:
        amounts = [behind.money_or_hours(here.read, here.schools, name) for name in (first, second)]
        return [*whole(*amounts), percent(*here.sums(code, "")), *whole(least), *_failing(here, code, "")]

    return said


def _labour(here: Here, stage: str, row: Row) -> list[Figure]:
    comprehensive, labour = behind.hours(here.schools)
    share = percent(*here.sums("Q7b", ""))
    return [*whole(comprehensive, labour), share, *whole(50), *_failing(here, "Q7b", "")]


def _fees(here: Here, stage: str, row: Row) -> list[Figure]:
    amounts = [behind.money_or_hours(here.read, here.schools, name) for name in ("fees_due", "fees_returned")]
    return [*whole(*amounts), *_failing(here, "X3", "")]


def _growth(names: Mapping[str, str]) -> Callable[[Here, str, Row], list[Figure]]:
    return lambda here, stage, row: whole(
        funding.county_money(here.read, names[stage], here.read.year),
        funding.county_money(here.read, names[stage], here.read.year - 1),
    )


def _cases(code: str) -> Callable[[Here, str, Row], list[Figure]]:
    def said(here: Here, stage: str, row: Row) -> list[Figure]:
        confirmed, pending = behind.cases(here.read, code)
        if code == "V4":
            return whole(confirmed, pending, behind.schools_off_roll(here.read, here.schools))
        return whole(row.get("value"), pending)

    return said


def _all_details(
    code: str, order: Iterable[tuple[str, str]] = ()
) -> Callable[[Here, str, Row], list[Figure]]:
    """The figures of every part, one part after the other."""

    def said(here: Here, stage: str, row: Row) -> list[Figure]:
        places = list(order) or sorted((at, part) for at, of, part in here.details if of == code)
        return [
            figure
            for at, part in places
            if (told := here.details[at, code, part])["status"] != "no_data"
            for figure in detail(here, code, at, part, told)
        ]

    return said


def _towns(here: Here, stage: str, row: Row) -> list[Figure]:
    return whole(row["subjects_total"], *map(here.parts("X12").count, ("met", "unmet")))


SUBJECTS_IN_ORDER = ("语文", "数学", "科学", "体育", "艺术", "德育")
MONITORED = [(stage, f"学科={subject}") for stage in COMPULSORY for subject in SUBJECTS_IN_ORDER]
SENTENCES: dict[str, Callable[[Here, str, Row], list[Figure]]] = {
    "G2c": _funds_due,
    "G3a": _rooms("G3a"),
    "G3b": _rooms("G3b"),
    "G4": _sizes,
    "G5": _class_sizes,
    "G6": _small_schools,
    "G7": _special_schools,
    "G8a": _county_money("teacher_pay", "civil_pay"),
    "G8b": _county_money("performance_approved", "performance_paid"),
    "G9": _trained,
    "G11a": _shared("denominator", "numerator", "value"),
    "G11b": _shared("numerator", "value"),
    "G12": _shared("denominator", "numerator", "value"),
    "G13a": _shared("value"),
    "G13b": _shared("value"),
    "G14": _quotas,
    "G15a": _migrants,
    "Q1": _cohort,
    "Q2": _disabled,
    "Q4a": _school_by_school("Q4a", "training_budget", "budget", 5),
    "Q4b": _school_by_school("Q4b", "training_final", "final", 5),
    "Q7b": _labour,
    "Q9a": _all_details("Q9a", MONITORED),
    "Q9b": _all_details("Q9b", MONITORED),
    "S1": _shared("denominator", "numerator", "value"),
    **{code: _cases(code) for code in evidence.VETOES},
    "X1": _growth({"": "spending"}),
    "X2": _growth(funding.SPENDING),
    "X3": _fees,
    "X6": _all_details("X6"),
    "X12": _towns,
}
