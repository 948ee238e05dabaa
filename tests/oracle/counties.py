"""The rows of a county that are no verdict over its schools, from G1 to X12.

Puts the formulas together; a key is (stage, code, dimension), a row without one of them has "" there.
"""

from __future__ import annotations

from fractions import Fraction

from . import children, evidence, funding, guarantees, quality
from .raw import CountyYear, Row
from .schools import COMPULSORY, JUNIOR, PRIMARY, RURAL, School, total
from .towns import names_of
from .verdicts import Figures

Key = tuple[str, str, str]
DEGREES = ("bachelor", "master", "doctor")
BALANCED = {"本科及以上专任教师": DEGREES, "县级以上骨干教师": ("backbone",)}


def county_rows(schools: list[School], here: CountyYear, *, own: bool) -> dict[Key, Figures]:
    """All of them for one county and year; `own`: by the county's stricter numbers, with its X codes."""
    counted = [school for school in schools if school.counted]
    materials = evidence.Register(here)
    teachers = [guarantees.full_time_teachers(school) for school in counted]
    rows: dict[Key, Figures] = {
        ("", "G7", ""): funding.special_schools(here),
        ("", "G8a", ""): funding.pay(here),
        ("", "G8b", ""): funding.performance_pay(here),
        ("", "G14", ""): children.quota_places(here, 70 if own else 50),
        ("", "Q2", ""): children.disabled_placed(here, 98 if own else 95),
        ("", "S1", ""): quality.satisfaction(here, quality.JUDGED_WAY),
    }
    form: Row = next(iter(here.of("county_form")), {})
    moved = guarantees.exchanged(teachers) if any(teachers) else guarantees.exchanged_by_form(form)
    rows |= {("", code, ""): figures for code, figures in moved.items()}
    rows |= _by_both_populations(counted, here) | _by_both_readings(counted, here, form, own=own)
    rows |= {("", code, ""): figures for code, figures in quality.monitoring(here).items()}
    rows |= quality.monitored_parts(here) | quality.surveyed_parts(here) | quality.surveyed_by_town(here)
    rows |= {("", code, ""): evidence.veto(here, code, counted) for code in evidence.VETOES}
    codes = (*evidence.OF_COUNTY, *(evidence.OWN_OF_COUNTY if own else ()))
    for code in codes:
        rows["", code, ""] = {"status": materials.status(code, evidence.COUNTY, here.county)}
    if own:
        rows |= _promised(schools, counted, here, materials)
    return rows


def _by_both_populations(counted: list[School], here: CountyYear) -> dict[Key, Figures]:
    """G13 over all pupils, which judges, and over the new ones."""
    rows: dict[Key, Figures] = {}
    for code, stage in (("G13a", PRIMARY), ("G13b", JUNIOR)):
        new = children.entry_grade(here.county, stage)
        everyone = children.in_catchment(counted, stage)
        rows |= {(stage, code, ""): everyone, (stage, code, "口径=全体学生"): everyone}
        rows[stage, code, "口径=当年新生"] = children.in_catchment(counted, stage, new)
    return rows


def _by_both_readings(counted: list[School], here: CountyYear, form: Row, *, own: bool) -> dict[Key, Figures]:
    """G15a in public places, which judges by the county's own numbers, and in public or bought ones."""
    readings = {}
    for public_only in (True, False):
        if here.of("student_roster"):
            placed = children.migrants_placed(counted, 100 if own else 85, public_only=public_only)
        else:
            placed = children.migrants_by_form(form, 100 if own else 85, public_only=public_only)
        readings[public_only] = placed
    return {
        ("", "G15a", ""): readings[own],
        ("", "G15a", "口径=仅公办"): readings[True],
        ("", "G15a", "口径=公办和政府购买学位"): readings[False],
    }


def _promised(
    schools: list[School], counted: list[School], here: CountyYear, materials: evidence.Register
) -> dict[Key, Figures]:
    """The county's own items."""
    rows: dict[Key, Figures] = {("", "X1", ""): funding.growth(here, "spending")}
    rows |= {(stage, "X2", ""): funding.growth(here, name) for stage, name in funding.SPENDING.items()}
    towns = len({school.register["town"] for school in schools})
    rows["", "X12", ""] = materials.of_towns("X12", towns)
    for code, name in names_of(here.county).items():
        rows["", "X12", f"镇街={name}"] = {"status": materials.status("X12", evidence.TOWN, code)}
    rows["", "X6", ""] = {"status": "reported"}
    for name, measures in BALANCED.items():
        rural, urban = (_per_hundred(counted, measures, rural=rural) for rural in (True, False))
        value = None if rural is None or not urban else rural / urban
        rows["", "X6", f"指标={name}"] = {
            "numerator": rural,
            "denominator": urban,
            "value": value,
            "status": "reported",
        }
    return rows


def _per_hundred(counted: list[School], measures: tuple[str, ...], *, rural: bool) -> Fraction | None:
    """Teachers of some kinds per hundred pupils, in the countryside or in the towns, over what is known."""
    units = [
        (school, stage)
        for school in counted
        for stage in school.stages
        if (school.register["area"] in RURAL) == rural and stage in COMPULSORY and school.pupils(stage) != 0
    ]
    figures = [
        (total(school.staff(stage, measure) for measure in measures), school.pupils(stage))
        for school, stage in units
    ]
    known = [(staff, pupils) for staff, pupils in figures if staff is not None and pupils is not None]
    staff, pupils = (sum((pair[at] for pair in known), Fraction(0)) for at in (0, 1))
    return 100 * staff / pupils if pupils else None
