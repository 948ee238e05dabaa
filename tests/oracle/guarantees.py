"""G3–G6, G9, G11, G12 and Q4: per school (standard §2, §3) with the reliefs of §7.

Each function gives a school's figures for one code (G11 the county's); `over_schools` gives the county's
verdict. R1–R7 are `resources.py`, other money is `funding.py`.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from . import funding, verdicts
from .raw import Row, flag, number
from .schools import BACKBONE, COMPULSORY, JUNIOR, NINE_YEAR, PRIMARY, TWELVE_YEAR, Banded, School
from .verdicts import Figures

ROOM_KINDS = {"G3a": "音乐", "G3b": "美术"}
ROOM_AREAS = {"音乐": Fraction(96), "美术": Fraction(90)}
OLD_ROOM_AREAS = {"音乐": Fraction(73), "美术": Fraction(67)}
OLD_ROOMS_BUILT_BY, OLD_SCHOOLS_BUILT_BY = 2016, 2010
SMALL_SCHOOL_AREAS = {PRIMARY: Fraction(54), JUNIOR: Fraction(61)}
SMALL_CLASS, CLASSES_PER_ROOM = 30, 12
CLASS_LIMITS = {PRIMARY: 45, JUNIOR: 50}
TRAINING_HOURS = 360
NOT_APPLICABLE: Figures = {"status": "not_applicable"}


def rooms(school: School, code: str, *, reliefs: bool) -> Figures:
    """G3: rooms of the kind that reach the area, against one for every twelve classes begun."""
    kind, needed = ROOM_KINDS[code], rooms_needed(school)
    told = _listed_rooms(school, kind, reliefs=reliefs) or _rooms_of_form(school, kind, reliefs=reliefs)
    if told is None or needed is None:
        return {"value": None, "status": "no_data"}
    large, open_ones = told
    if large < needed <= large + open_ones:
        return {"numerator": None, "denominator": needed, "value": None, "threshold": 1, "status": "no_data"}
    return {
        "numerator": large,
        "denominator": needed,
        "value": Fraction(large, needed),
        "threshold": 1,
        "status": verdicts.word(large >= needed),
    }


def rooms_needed(school: School) -> int | None:
    """One room for every twelve classes begun; None while nothing tells the classes."""
    classes = _classes(school)
    return -(-classes // CLASSES_PER_ROOM) if classes else None


def _classes(school: School) -> int:
    """Primary and junior classes by the roster, else by size; the return's own count is no source of it."""
    listed = [row["stage"] for row in school.compulsory_classes()]
    told = [listed.count(stage) or school.banded(stage) for stage in school.asked_stages]
    if all(told):
        return int(sum(one.classes if isinstance(one, Banded) else one for one in told if one))
    whole = school.banded()
    return int(whole.classes) if whole else 0


def _listed_rooms(school: School, kind: str, *, reliefs: bool) -> tuple[int, int] | None:
    """Rooms that are large enough, and rooms that may or may not be; None where no list speaks."""
    if school.rooms is None:
        return None
    large, possible = 0, 0
    for room in (room for room in school.rooms if room["kind"] == kind):
        area, built = number(room["room_area"]), number(room["built_year"])
        asked, least = _areas(school, kind, built, reliefs=reliefs)
        large += area is not None and area >= asked
        possible += area is None or area >= least
    return large, possible - large


def _rooms_of_form(school: School, kind: str, *, reliefs: bool) -> tuple[int, int] | None:
    """The same from the bands of the form, which does not say when a room was built."""
    every, *bands = (number(school.form.get(f"{kind}_{at}", "")) for at in range(4))
    if every is None or None in bands:
        return None
    counts = [int(band or 0) for band in bands]
    counts.append(max(int(every) - sum(counts), 0))
    lower_ends = (ROOM_AREAS[kind], OLD_ROOM_AREAS[kind], SMALL_SCHOOL_AREAS[JUNIOR], Fraction(0))
    asked, least = _areas(school, kind, None, reliefs=reliefs)
    large = sum(count for count, end in zip(counts, lower_ends, strict=True) if end >= asked)
    upper_ends = (Fraction(10**6), *lower_ends[:-1])
    possible = sum(count for count, end in zip(counts, upper_ends, strict=True) if end > least)
    return large, possible - large


def _areas(school: School, kind: str, built: Fraction | None, *, reliefs: bool) -> tuple[Fraction, Fraction]:
    """The area asked of a room, the most lenient that applies; and the least that might do."""
    areas = [ROOM_AREAS[kind]]
    if reliefs and built is not None and built <= OLD_ROOMS_BUILT_BY:
        areas.append(OLD_ROOM_AREAS[kind])
    small = _small_classes(school) if reliefs and school.rural else False
    smallest = SMALL_SCHOOL_AREAS[JUNIOR if school.has_juniors else PRIMARY]
    asked = min([*areas, smallest] if small else areas)
    return asked, min([*areas, smallest] if small is not False else areas)


def _small_classes(school: School) -> bool | None:
    """Whether the largest primary or junior class has less than 30 pupils; None while that cannot be told."""
    answers = [_small_classes_of(school, stage) for stage in school.asked_stages]
    whole = school.banded()
    if None in answers and whole:
        answers = [*(answer for answer in answers if answer is not None), whole.all_below(SMALL_CLASS)]
    return verdicts.all_of(answers)


def _small_classes_of(school: School, stage: str) -> bool | None:
    listed = [number(row["pupils"]) for row in school.compulsory_classes() if row["stage"] == stage]
    answer = verdicts.all_of(None if size is None else size < SMALL_CLASS for size in listed)
    if listed and answer is not None:
        return answer
    banded = school.banded(stage)
    return banded.all_below(SMALL_CLASS) if banded else None


def school_size(school: School, *, reliefs: bool) -> Figures:
    """G4: primary and junior pupils against 2000, or 2500 in nine- and twelve-year schools."""
    limit = 2500 if school.kind in (NINE_YEAR, TWELVE_YEAR) else 2000
    founded = number(school.register["founded_year"])
    old = founded is not None and founded <= OLD_SCHOOLS_BUILT_BY
    if reliefs and school.kind != TWELVE_YEAR and (old or _mostly_migrants(school)):
        limit = 3000 if school.kind == NINE_YEAR else 2400
    pupils = school.compulsory_pupils()
    if pupils is None:
        by_stage = [school.pupils(stage) or Fraction(0) for stage in school.stages if stage in COMPULSORY]
        return {"threshold": limit, "status": verdicts.word(False if sum(by_stage) > limit else None)}
    return {
        "numerator": pupils,
        "value": pupils,
        "threshold": limit,
        "status": verdicts.word(pupils <= limit),
    }


def _mostly_migrants(school: School) -> bool:
    listed = [flag(row["migrant"]) for row in school.roster if row["stage"] in COMPULSORY]
    return 2 * sum(answer is True for answer in listed) > len(listed)


def class_size(school: School, stage: str) -> Figures:
    """G5: classes of the stage above 45 or 50 pupils; there may be none."""
    sizes = [number(row["pupils"]) for row in school.classes if row["stage"] == stage]
    if not sizes:
        return _banded_class_size(school, stage)
    over = sum(size is not None and size > CLASS_LIMITS[stage] for size in sizes)
    if None in sizes and not over:
        return _banded_class_size(school, stage)
    return {"value": over, "threshold": 0, "status": verdicts.word(not over)}


def _banded_class_size(school: School, stage: str) -> Figures:
    """The same from size bands; where two stages share them, a class over the limit is of neither surely."""
    banded = next((one for one in school.banded_classes() if stage in one.stages), None)
    if banded is None:
        return {"value": None, "status": "no_data"}
    largest = (*range(25, 66, 5), 10**6)
    counts = [n for n, top in zip(banded.sizes, largest, strict=True) if top > CLASS_LIMITS[stage]]
    over = sum(count for count in counts if count)
    if (over and len(banded.stages) > 1) or (not over and None in counts):
        return {"status": "no_data"}
    return {"value": over, "threshold": 0, "status": verdicts.word(over == 0)}


def small_school_funds(school: School, year: int, quotas: dict[str, Fraction | None]) -> Figures:
    """G6: a school below 100 pupils is paid as if it had 100; value = paid / due."""
    pupils = school.compulsory_pupils()
    if pupils is not None and not 0 < pupils < funding.SMALL_SCHOOL:
        return NOT_APPLICABLE
    return funding.public_funds(school, year, quotas)


def full_time_teachers(school: School) -> list[Row]:
    """专任教师 who teach primary or junior pupils."""
    return [row for row in school.teachers if row["stage"] in COMPULSORY and flag(row["full_time"])]


def teachers_who(school: School, code: str) -> list[bool | None]:
    """One answer for each full-time teacher, from the roster, else as many as the school's form counts."""
    question, item = {"G9": (trained, "trained"), "G12": (certified, "certified")}[code]
    listed = full_time_teachers(school)
    every, yes = number(school.form.get("teachers", "")), number(school.form.get(item, ""))
    if listed or every is None or yes is None:
        return [question(teacher) for teacher in listed]
    return [True] * int(yes) + [False] * int(every - yes)


def trained(teacher: Row) -> bool | None:
    """G9: at least 360 hours in five years."""
    hours = number(teacher["hours"])
    return None if hours is None else hours >= TRAINING_HOURS


def certified(teacher: Row) -> bool | None:
    """G12: holds a teacher's certificate."""
    return flag(teacher["certificate"])


def training_funds(school: School, year: int, code: str) -> Figures:
    """Q4: training funds are at least 5% of public funds, in the budget (a) and the final account (b).

    What the finance return leaves open the school's form tells.
    """
    returned = school.finance.get(year, {})
    part, whole = ("training_budget", "budget") if code == "Q4a" else ("training_final", "final")
    of_funds, funds = (
        number(school.form.get(name, "")) if (told := number(returned.get(name, ""))) is None else told
        for name in (part, whole)
    )
    return verdicts.ratio(of_funds, funds, 5, 100)


def exchanged_by_form(form: Row) -> dict[str, Figures]:
    """G11 as the county's form has it."""
    moved, eligible = number(form.get("exchanged", "")), number(form.get("eligible", ""))
    backbone = number(form.get("exchanged_backbone", ""))
    return {
        "G11a": verdicts.ratio(moved, eligible, 10, 100),
        "G11b": verdicts.ratio(backbone, moved, 20, 100),
    }


def exchanged(schools: list[list[Row]]) -> dict[str, Figures]:
    """G11: those exchanged against those eligible (a), backbone teachers among those exchanged (b).

    Takes the teachers of each school; shown over those who are known. While one is not, or a school has told
    of nobody, it is unmet only if it stays so with every open answer in its favour.
    """
    sent = [row for teachers in schools for row in teachers]
    is_silent = any(not teachers for teachers in schools)
    moved, eligible = ([flag(row[name]) for row in sent] for name in ("exchanged", "eligible"))
    yes, asked = (Fraction(answers.count(True)) for answers in (moved, eligible))
    figures = {"G11a": verdicts.ratio(yes, asked, 10, 100)}
    best = {"G11a": (yes + moved.count(None), asked)}
    answers = [_is_exchanged_backbone(row) for row in sent if flag(row["exchanged"]) is not False]
    yes, open_ = Fraction(answers.count(True)), answers.count(None)
    figures["G11b"] = verdicts.ratio(yes, Fraction(len(answers) - open_), 20, 100)
    best["G11b"] = (yes + open_, Fraction(len(answers)))
    are_open = {"G11a": None in moved or None in eligible, "G11b": open_ > 0}
    sums = {"G11a": (moved.count(True), asked), "G11b": (yes, Fraction(len(answers) - open_))}
    result = {}
    for code, told in figures.items():
        # that nobody is asked is known once every school has answered
        status = told["status"] if sums[code][1] else "not_applicable"
        if is_silent or are_open[code]:
            most, whole = best[code]
            is_lost = not is_silent and whole > 0 and 100 * most < told["threshold"] * whole  # type: ignore[operator]
            status = verdicts.word(False if is_lost and told["value"] is not None else None)
        if sent:
            told = {**told, "numerator": sums[code][0], "denominator": sums[code][1]}
        result[code] = {**told, "status": status}
    return result


def _is_exchanged_backbone(row: Row) -> bool | None:
    if flag(row["exchanged"]) is None or row["backbone"] == "":
        return None
    return row["backbone"] in BACKBONE


def silent_of_exchange(schools: list[list[Row]], code: str) -> int:
    """How many schools have not told it of every teacher."""
    return sum(not teachers or _is_open(teachers, code) for teachers in schools)


def _is_open(teachers: list[Row], code: str) -> bool:
    moved = [flag(row["exchanged"]) for row in teachers]
    if code == "G11a":
        return None in moved or None in [flag(row["eligible"]) for row in teachers]
    told = [_is_exchanged_backbone(row) for row in teachers if flag(row["exchanged"]) is not False]
    return None in told


def over_schools(rows: Sequence[Figures], stage: str = "") -> Figures:
    """The county's verdict: unmet if any school is, else no_data if any lacks data, else met.

    What is asked of one stage does not apply to a county in which nobody has it.
    """
    if stage and not rows:
        return {**NOT_APPLICABLE, "subjects_total": 0}
    statuses = [row["status"] for row in rows if row["status"] != "not_applicable"]
    return {
        "status": verdicts.all_met(statuses),
        "subjects_total": len(statuses),
        "subjects_unmet": statuses.count("unmet"),
    }
