"""The figures of one school's stage as the autumn statistics print them.

Every one is counted from the pupils, classes and teachers of the year book, so it agrees with the rosters.
What does not belong here: which figure stands in which column (rows of `statistics_columns`).
"""

from collections import Counter

from pipelines.simulate.model import School, Teacher, YearBook
from pipelines.simulate.tables import rows

Value = str | float | int

BACKBONE_LEVELS = ("县级", "市级", "省级", "国家级")
PE_ARTS = ("体育与健康", "音乐", "美术", "艺术")
DEGREES = {
    "teachers_doctor": "博士研究生",
    "teachers_master": "硕士研究生",
    "teachers_bachelor": "本科",
    "teachers_college": "专科",
    "teachers_secondary": "高中阶段",
}


def facts(book: YearBook, school: School, stage: str) -> dict[str, Value]:
    """Return every field of `statistics_columns` for a school's stage; plant is the whole school's."""
    staff = [t for t in book.teachers if t.school == school.key and t.stage == stage]
    return {
        "name": school.name,
        "code": school.code,
        "town": school.town.name,
        "kind": school.type_name,
        "provider": school.provider,
        "urban_rural": school.urban_rural,
        "counts": "是" if school.counts else "否",
        **_pupils(book, school, stage),
        **_teachers(staff),
        **_plant(book, school),
    }


def _pupils(book: YearBook, school: School, stage: str) -> dict[str, Value]:
    enrolment, grades = book.enrolment, book.county.grades_of(stage)
    by_grade = {grade: 0 for grade in grades}
    for item in enrolment.classes.get(school.key, ()):
        if item.grade in by_grade:
            by_grade[item.grade] += item.pupils
    pupils = [seat.pupil for grade in grades for seat in enrolment.seats.get((school.key, grade), ())]
    total = sum(by_grade.values())
    known = bool(pupils)
    return {
        "zero": 0,
        "classes": enrolment.class_count(school.key, [stage]),
        "pupils": total,
        "entrants": by_grade[grades[0]],
        "leavers": by_grade[grades[-1]],
        "graduates": by_grade[grades[-1]],
        "pupils_female": sum(p.gender == "女" for p in pupils) if known else total // 2,
        "entrants_female": by_grade[grades[0]] // 2,
        "pupils_boarding": total if school.boarding and stage != "小学" else 0,
        "pupils_migrant": sum(p.migrant for p in pupils),
        "pupils_left_behind": sum(p.left_behind for p in pupils),
    }


def _teachers(staff: list[Teacher]) -> dict[str, Value]:
    active = [t for t in staff if t.full_time]
    courses, degrees = Counter(t.course for t in active), Counter(t.education for t in active)
    office = len(staff) - len(active)
    by_course = {f"teachers_{row['course']}": courses[row["course"]] for row in rows("courses")}
    return {
        **by_course,
        **{field: degrees[degree] for field, degree in DEGREES.items()},
        "employees": len(staff),
        "office": office,
        "assistants": 0,
        "workers": 0,
        "teachers": len(active),
        "teachers_female": sum(t.gender == "女" for t in active),
        "teachers_arts_subtotal": courses["音乐"] + courses["美术"] + courses["艺术"],
        "teachers_backbone": sum(t.backbone in BACKBONE_LEVELS for t in active),
        "teachers_pe_arts_visiting": sum(t.exchanged and t.course in PE_ARTS for t in active),
    }


def _plant(book: YearBook, school: School) -> dict[str, Value]:
    plant = book.plant[school.key]
    heads = sum(c.pupils for c in book.enrolment.classes[school.key])
    rooms = plant.teaching_area - plant.indoor_sports_area
    return {
        "teaching_area": plant.teaching_area,
        "indoor_sports_area": plant.indoor_sports_area,
        "outdoor_sports_area": plant.outdoor_sports_area,
        "equipment_value": plant.equipment_value,
        "multimedia_rooms": plant.multimedia_rooms,
        "classroom_area": round(rooms * 0.7, 2),
        "library_area": round(rooms * 0.08, 2),
        "office_area": round(rooms * 0.15, 2),
        "living_area": heads * (6 if school.boarding else 1),
        "building_area": round(plant.teaching_area + rooms * 0.15 + heads * (6 if school.boarding else 1), 2),
        "green_area": heads * 3,
        "land_area": round(plant.outdoor_sports_area + plant.teaching_area * 1.4 + heads * 3, 2),
        "books": heads * 31,
        "terminals": heads // 8 + 4,
        "assets_value": round(plant.equipment_value * 6.5, 2),
    }
