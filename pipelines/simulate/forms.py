"""The figures of the vertical forms: a school's own and the county's, by the field names of their items.

Counted from the year book, so they equal the rosters'; where a form is to say something else than another
source, that is a row of `source_differences`. What does not belong here: how a form looks (writers).
"""

from collections import Counter
from itertools import pairwise
from random import Random

from pipelines.simulate.disability import NOT_AT_SCHOOL, SPECIAL_SCHOOL, disabled_children
from pipelines.simulate.facts import BACKBONE_LEVELS, DEGREES, PE_ARTS, Value
from pipelines.simulate.finance import SchoolFunds, county_figures
from pipelines.simulate.model import School, Teacher, YearBook
from pipelines.simulate.quota import is_outside_city, quotas
from pipelines.simulate.standing import has_bought_place, is_in_catchment
from pipelines.simulate.tables import by_key, rows

COMPULSORY = {"小学": "primary", "初中": "junior"}
TRAINED_HOURS = 360
BAND_ENDS = (0, 25, 30, 35, 40, 45, 50, 55, 60, 65, 10_000)
_SUBJECTS = dict(zip(PE_ARTS, ("pe", "music", "fine_art", "arts"), strict=True))
_GYM_SHARE = 0.8


def bands(sizes: list[int]) -> list[int]:
    """Count classes by the ten size bands of the forms: up to 25, 26–30, … 61–65, 66 and more."""
    return [sum(low < size <= high for size in sizes) for low, high in pairwise(BAND_ENDS)]


def school_form(book: YearBook, school: School, funds: SchoolFunds) -> dict[str, Value]:
    """Return every field of `school_form_items` that a school can fill; a stage it lacks has none."""
    staff = [t for t in book.teachers if t.school == school.key and t.stage in COMPULSORY and t.full_time]
    figures: dict[str, Value] = {
        "name": school.name,
        "kind": school.type_name,
        "code": school.code,
        "founded": school.founded,
        "training_budget": funds.training_budget,
        "budget": funds.budget,
        "final": funds.final,
        **_pupils(book, school),
        **_teachers(staff, school),
        **_plant(book, school),
        **_rooms(book, school),
    }
    cohort = book.cohorts.get(school.key)
    if cohort:
        figures |= {f"cohort_{name}": n for name, n in cohort._asdict().items()}
    return _with_differences(figures, "school_form", school.key, book.year)


def county_form(book: YearBook, rng: Random) -> dict[str, Value]:
    """Return every field of `county_form_items`; `rng` is that of the register of disabled children."""
    money, places = county_figures(book, book.year), quotas(book)
    ordinary = {s.key: s for s in book.county.schools if not s.special}
    staff = [t for t in book.teachers if t.full_time and t.stage in COMPULSORY and t.school in ordinary]
    exchanged = [t for t in staff if t.exchanged]
    migrants = [
        (seat.pupil, ordinary[key])
        for (key, _), seats in book.enrolment.seats.items()
        for seat in seats
        if key in ordinary and seat.pupil.migrant and seat.pupil.meets_conditions
    ]
    children = [child for child in disabled_children(book, rng) if child.of_age(book.year)]
    figures: dict[str, Value] = {
        **money,
        **{k: float(v) for k, v in by_key("county_profile", "school_year")[str(book.year)].items()},
        "towns": len(book.county.towns),
        "eligible_teachers": sum(t.eligible for t in staff),
        "exchanged_teachers": len(exchanged),
        "exchanged_backbone": sum(t.backbone in BACKBONE_LEVELS for t in exchanged),
        "planned_places": sum({q.high_school: q.planned for q in places}.values()),
        "allotted_places": sum(q.allotted for q in places),
        "allotted_outside_city": sum(q.allotted for q in places if is_outside_city(q.junior)),
        "migrants": len(migrants),
        "migrants_public": sum(not school.private for _, school in migrants),
        "migrants_bought": sum(has_bought_place(pupil, school) for pupil, school in migrants),
        "disabled": len(children),
        "disabled_at_school": sum(child.placement != NOT_AT_SCHOOL for child in children),
        "disabled_in_special": sum(child.placement == SPECIAL_SCHOOL for child in children),
    }
    return _with_differences(figures, "county_form", "", book.year)


def _pupils(book: YearBook, school: School) -> dict[str, Value]:
    figures: dict[str, Value] = {}
    migrants = 0
    for stage, suffix in COMPULSORY.items():
        if stage in school.intakes:
            grades = book.county.grades_of(stage)
            pupils = [s.pupil for g in grades for s in book.enrolment.seats.get((school.key, g), ())]
            migrants += sum(pupil.migrant for pupil in pupils)
            figures[f"pupils_{suffix}"] = len(pupils)
            figures[f"catchment_{suffix}"] = sum(is_in_catchment(p, school, stage) for p in pupils)
    classes = [c for c in book.enrolment.classes[school.key] if c.stage in COMPULSORY]
    counts = bands([c.pupils for c in classes])
    return {
        **figures,
        "migrants": migrants,
        "classes": len(classes),
        **{f"band_{number}": count for number, count in enumerate(counts, start=1)},
    }


def _teachers(staff: list[Teacher], school: School) -> dict[str, Value]:
    degrees = Counter((t.stage, t.education) for t in staff)
    courses, visiting = (
        Counter(t.course for t in group) for group in (staff, [t for t in staff if t.exchanged])
    )
    return {
        "teachers": len(staff),
        "backbone": sum(t.backbone in BACKBONE_LEVELS for t in staff),
        "certified": sum(t.certified for t in staff),
        "trained": sum(t.hours >= TRAINED_HOURS for t in staff),
        **{
            f"{field}_{suffix}": degrees[stage, degree]
            for field, degree in DEGREES.items()
            for stage, suffix in COMPULSORY.items()
            if stage in school.intakes
        },
        **{f"teachers_{name}": courses[course] for course, name in _SUBJECTS.items()},
        **{f"visiting_{name}": visiting[course] for course, name in _SUBJECTS.items()},
    }


def _plant(book: YearBook, school: School) -> dict[str, Value]:
    plant = book.plant[school.key]
    return {
        "teaching_area": plant.teaching_area,
        "indoor_sports_area": plant.indoor_sports_area,
        "gym_area": round(plant.indoor_sports_area * _GYM_SHARE, 2),
        "outdoor_sports_area": plant.outdoor_sports_area,
        "equipment_value": plant.equipment_value,
        "multimedia_rooms": plant.multimedia_rooms,
    }


def _rooms(book: YearBook, school: School) -> dict[str, Value]:
    figures: dict[str, Value] = {}
    for kind, name, ends in (("音乐", "music", (61, 73, 96)), ("美术", "art", (61, 67, 90))):
        areas = [room.area for room in book.rooms if (room.school, room.kind) == (school.key, kind)]
        figures[f"{name}_rooms"] = len(areas)
        for low, high in pairwise((*ends, 10_000)):
            figures[f"{name}_rooms_{low}"] = sum(low <= area < high for area in areas)
    return figures


def _with_differences(figures: dict[str, Value], dataset: str, school: str, year: int) -> dict[str, Value]:
    """Add what the rows of `source_differences` say this form tells differently from the other source."""
    for row in rows("source_differences"):
        if (row["dataset"], row["school"], row["school_year"]) == (dataset, school, str(year)):
            value = figures[row["field"]]
            if not isinstance(value, str):
                figures[row["field"]] = value + int(row["add"])
    return figures
