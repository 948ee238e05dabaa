"""The true tables that faults are planted into: headings and rows as the writers would hand them in.

What does not belong here: the faults (cells, whole_files).
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from random import Random

from pipelines.simulate.exams import exams_of
from pipelines.simulate.facts import facts
from pipelines.simulate.finance import school_funds
from pipelines.simulate.forms import school_form
from pipelines.simulate.model import YearBook
from pipelines.simulate.tables import STAGES, rows
from pipelines.simulate.writers import (
    children,
    evidence,
    forms,
    money,
    places,
    pupils,
    quality,
    register,
    scores,
    survey,
    teachers,
)
from pipelines.simulate.writers.sheets import Cell


@dataclass(frozen=True, slots=True)
class TrueTable:
    """One table of a dataset, right in every cell."""

    dataset: str
    title: str
    headings: Sequence[str]
    rows: list[list[Cell]]


def true_table(name: str, book: YearBook, seed: int) -> TrueTable:
    """Return the named table of a year book; the names are those of the column `table`."""
    return _TABLES[name](book, seed)


def _register(book: YearBook, _: int) -> TrueTable:
    return TrueTable(
        "school_register", "学校基本情况", register.REGISTER_HEADINGS, register.register_rows(book)
    )


def _statistics(book: YearBook, _: int) -> TrueTable:
    return _flat(book, STAGES)


def _statistics_junior(book: YearBook, _: int) -> TrueTable:
    return _flat(book, ("初中",))


def _flat(book: YearBook, stages: Sequence[str]) -> TrueTable:
    columns = rows("flat_statistics_columns")
    body: list[list[Cell]] = []
    for stage in stages:
        for school in book.schools_handing_in("export"):
            if book.enrolment.pupils(school.key, stage):
                record = {**facts(book, school, stage), "stage": stage}
                body.append([record[column["field"]] for column in columns])
    return TrueTable("school_statistics", "办学条件统计", [c["heading"] for c in columns], body)


def _classes(book: YearBook, _: int) -> TrueTable:
    body = [row for town in book.county.towns for row in pupils.class_rows(book, town)]
    return TrueTable("class_roster", "班级名册", pupils.CLASS_HEADINGS, body)


def _pupils(book: YearBook, _: int) -> TrueTable:
    body: list[list[Cell]] = [list(row) for row in pupils.pupil_rows(book, "小学", book.county.towns[2], "-")]
    return TrueTable("student_roster", "学籍名册", pupils.PUPIL_HEADINGS, body)


def _rooms(book: YearBook, _: int) -> TrueTable:
    return TrueTable("special_rooms", "专用教室", register.ROOM_HEADINGS, register.room_rows(book))


def _teachers(book: YearBook, _: int) -> TrueTable:
    near = {s.code for s in book.county.schools if s.town in book.county.towns[:2]}
    place = teachers.TEACHER_HEADINGS.index("学校标识码")
    body = [row for row in teachers.teacher_rows(book) if row[place] in near]
    return TrueTable("teacher_roster", "教师名册", teachers.TEACHER_HEADINGS, body)


def _changes(book: YearBook, _: int) -> TrueTable:
    body: list[list[Cell]] = [list(row) for row in children.change_rows(book, "-")]
    return TrueTable("student_changes", "学籍异动", children.CHANGE_HEADINGS, body)


def _quotas(book: YearBook, _: int) -> TrueTable:
    return TrueTable("high_school_quota", "指标分配", places.QUOTA_HEADINGS, places.quota_rows(book))


def _posts(book: YearBook, seed: int) -> TrueTable:
    body = places.posts_rows(book, _source(book, seed, "posts"))
    return TrueTable("teacher_posts", "编制岗位", places.POSTS_HEADINGS, body)


def _monitoring(book: YearBook, _: int) -> TrueTable:
    body = quality.monitoring_rows(book)
    return TrueTable("national_monitoring", "监测结果", quality.MONITORING_HEADINGS, body)


def _lessons(book: YearBook, seed: int) -> TrueTable:
    body = quality.lesson_rows(book, "小学", Random(f"{seed}|{book.county.code}|lessons"))
    return TrueTable("curriculum_hours", "课程开设", quality.LESSON_HEADINGS, body)


def _survey(book: YearBook, seed: int) -> TrueTable:
    rows_ = survey.survey_rows(book, _source(book, seed, "survey"), "-")
    return TrueTable("satisfaction_survey", "满意度调查", survey.SURVEY_HEADINGS, [list(r) for r in rows_])


def _evidence(book: YearBook, seed: int) -> TrueTable:
    body = evidence.evidence_rows(
        book, Random(f"{seed}|{book.county.code}|evidence"), book.county.towns[0].code
    )
    return TrueTable("evidence_register", "佐证材料台账", evidence.EVIDENCE_HEADINGS, body)


def _incidents(book: YearBook, _: int) -> TrueTable:
    body = evidence.incident_rows(book)
    return TrueTable("incident_register", "负面事项台账", evidence.INCIDENT_HEADINGS, body)


def _school_form(book: YearBook, seed: int) -> TrueTable:
    school = book.schools_handing_in("form")[0]
    funds = {item.school.key: item for item in school_funds(book, _source(book, seed, "funds"))}
    body = forms.item_rows(rows("school_form_items"), school_form(book, school, funds[school.key]))
    return TrueTable("school_form", "学校填报表", forms.FORM_HEADINGS, body)


def _source(book: YearBook, seed: int, part: str) -> Random:
    return Random(f"{seed}|{book.county.code}|{book.year}|{part}")


def _funds(book: YearBook, seed: int) -> TrueTable:
    body = money.funds_rows(book, _source(book, seed, "funds"))
    return TrueTable("school_finance", "学校经费", money.FUNDS_HEADINGS, body)


def _county(book: YearBook, _: int) -> TrueTable:
    return TrueTable("county_finance", "县级教育财政", money.FORM_HEADINGS, money.form_rows(book, book.year))


def _scores(book: YearBook, seed: int) -> TrueTable:
    exam = exams_of(book)[0]
    body = list(scores.score_rows(book, exam, _source(book, seed, "scores")))
    return TrueTable("exam_scores", "成绩", [*scores.EXAM_HEADINGS, *exam.headings], body)


_TABLES: dict[str, Callable[[YearBook, int], TrueTable]] = {
    "register": _register,
    "statistics": _statistics,
    "statistics_junior": _statistics_junior,
    "class_roster": _classes,
    "student_roster": _pupils,
    "special_rooms": _rooms,
    "teacher_roster": _teachers,
    "student_changes": _changes,
    "high_school_quota": _quotas,
    "teacher_posts": _posts,
    "national_monitoring": _monitoring,
    "curriculum_hours": _lessons,
    "satisfaction_survey": _survey,
    "evidence_register": _evidence,
    "incident_register": _incidents,
    "school_form": _school_form,
    "school_finance": _funds,
    "county_finance": _county,
    "exam_scores": _scores,
}
