"""Q7, Q9 and S1 (standard §3, §4).

Q1 and Q2 are in `children.py`, Q4 in `guarantees.py`, what rests on documents in `evidence.py`.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from . import verdicts
from .raw import CountyYear, Row, flag, number
from .schools import COMPULSORY, School, total
from .towns import names_of
from .verdicts import Figures

LEVELS = {"Ⅰ": 1, "I": 1, "1": 1, "Ⅱ": 2, "II": 2, "2": 2, "Ⅲ": 3, "III": 3, "3": 3, "Ⅳ": 4, "IV": 4, "4": 4}
SUBJECTS = {"语文", "数学", "科学", "体育", "艺术", "德育"}
LEAST_LEVEL, DIFFERENCE_LIMIT = 3, Fraction("0.15")
SATISFIED, SATISFACTION = {"满意", "基本满意"}, 85
JUDGED_WAY, VISITS = "问卷", "实地走访"


def courses(school: School) -> Figures:
    """Q7a: every grade offers all courses in full."""
    figures: Figures = {"threshold": 100, "status": _every_grade(school, lambda row: flag(row["complete"]))}
    answers = [flag(row["complete"]) for row in school.curriculum]
    if not answers or None in answers or _silent_grades(school):
        return figures
    return {**figures, "numerator": sum(answers), "denominator": len(answers)}


def labour(school: School) -> Figures:
    """Q7b: labour practice takes at least half of the hours of comprehensive practice."""
    names = ("labour", "comprehensive") if _silent_grades(school) == 0 else ()
    hours = [total(number(row[name]) for row in school.curriculum) for name in names] or [None, None]
    return verdicts.ratio(hours[0], hours[1], 50, 100)


def labour_teachers(school: School) -> Figures:
    """Q7c: in every grade at least one labour teacher, own or shared, and a base."""
    status = _every_grade(school, _taught)
    # a grade without a base or a teacher has none of them that counts
    return {"status": status, **({"value": 0, "threshold": 1} if status == "unmet" else {})}


def _taught(row: Row) -> bool | None:
    own, shared = number(row["own_teachers"]), number(row["shared_teachers"])
    several = (own or 0) + (shared or 0) >= 1
    return verdicts.all_of([several or (None if None in (own, shared) else False), flag(row["base"])])


def _every_grade(school: School, holds: Callable[[Row], bool | None]) -> str:
    if not school.curriculum:
        return "no_data"
    answers = [holds(row) for row in school.curriculum] + [None] * _silent_grades(school)
    return verdicts.word(verdicts.all_of(answers))


def _silent_grades(school: School) -> int:
    """Grades that have classes and no row of their own."""
    return len(
        {row["grade"] for row in school.compulsory_classes()} - {row["grade"] for row in school.curriculum}
    )


def _latest(here: CountyYear) -> dict[tuple[str, str], Row]:
    """The latest results up to Y of each stage and subject."""
    latest: dict[tuple[str, str], Row] = {}
    for row in sorted(here.of("national_monitoring"), key=lambda row: int(row["year"])):
        if int(row["year"]) <= here.year and row["subject"] in SUBJECTS:
            latest[row["stage"], row["subject"]] = row
    return latest


def monitoring(here: CountyYear) -> dict[str, Figures]:
    """Q9a, Q9b: each stage and subject by its latest year up to Y."""
    parts = monitored_parts(here)
    limits: dict[str, tuple[Fraction | int, Callable[..., object]]] = {
        "Q9a": (LEAST_LEVEL, min),
        "Q9b": (DIFFERENCE_LIMIT, max),
    }
    rows: dict[str, Figures] = {}
    for code, (threshold, worst) in limits.items():
        told = [
            figures
            for (_, of_code, _), figures in parts.items()
            if of_code == code and figures["status"] != "no_data"
        ]
        statuses = [figures["status"] for figures in told]
        rows[code] = {
            "value": worst((figures["value"] for figures in told), default=None),
            "threshold": threshold,
            "status": verdicts.all_met(statuses) if told else verdicts.word(None),
            "subjects_total": len(told) or None,
            "subjects_unmet": statuses.count("unmet") if told else None,
        }
    return rows


def monitored_parts(here: CountyYear) -> dict[tuple[str, str, str], Figures]:
    """Q9a, Q9b of every stage and subject, monitored or not; a key is (stage, code, dimension)."""
    parts: dict[tuple[str, str, str], Figures] = {
        (stage, code, f"学科={subject}"): verdicts.NO_DATA
        for stage in COMPULSORY
        for subject in SUBJECTS
        for code in ("Q9a", "Q9b")
    }
    for (stage, subject), row in _latest(here).items():
        level, difference = LEVELS[row["level"]], difference_of(row)
        dimension = f"学科={subject}"
        parts[stage, "Q9a", dimension] = {"value": level, "status": verdicts.word(level >= LEAST_LEVEL)}
        reached = difference < DIFFERENCE_LIMIT
        parts[stage, "Q9b", dimension] = {"value": difference, "status": verdicts.word(reached)}
    return parts


def difference_of(row: Row) -> Fraction:
    told = number(row["difference"])
    if told is None:
        raise ValueError(f"no difference between schools in {row}")
    return told / 100 if told >= 1 else told


def satisfaction(here: CountyYear, way: str, respondent: str | None = None) -> Figures:
    """S1: of the valid answers given in one way, by anyone or one kind of respondent, the satisfied ones."""
    valid = [
        row
        for row in here.of("satisfaction_survey")
        if row["way"] == way and flag(row["valid"]) and respondent in (None, row.get("respondent"))
    ]
    return verdicts.share([row["answer"] in SATISFIED for row in valid], SATISFACTION)


def surveyed_by_town(here: CountyYear) -> dict[tuple[str, str, str], Figures]:
    """S1 by town, which a file gives by code or by name; a key is (stage, code, dimension)."""
    names = names_of(here.county)
    answers: dict[str, list[bool | None]] = {}
    for row in here.of("satisfaction_survey"):
        if row["way"] == JUDGED_WAY and flag(row["valid"]) and row.get("town"):
            answers.setdefault(names.get(row["town"], row["town"]), []).append(row["answer"] in SATISFIED)
    return {
        ("", "S1", f"镇街={town}"): verdicts.share(given, SATISFACTION) for town, given in answers.items()
    }


def surveyed_parts(here: CountyYear) -> dict[tuple[str, str, str], Figures]:
    """S1 by visits, where any were made, and by kind of respondent; a key is (stage, code, dimension)."""
    answers = here.of("satisfaction_survey")
    asked = {row.get("respondent") for row in answers if row["way"] == JUDGED_WAY}
    parts = {("", "S1", f"对象={one}"): satisfaction(here, JUDGED_WAY, one) for one in asked if one}
    if any(row["way"] == VISITS for row in answers):
        parts["", "S1", f"方式={VISITS}"] = satisfaction(here, VISITS)
    return parts
