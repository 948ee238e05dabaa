"""Scores of the final exams: the last primary grade and the last two junior grades.

One row per pupil. What does not belong here: how the files look (writers).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

from pipelines.simulate.model import School, YearBook
from pipelines.simulate.tables import GRADE_NAMES, Row, rows

_ABSENT, _BLANK = 0.006, 0.003
_SPREAD, _SCHOOL_SPREAD = 0.15, 0.04

Mark = float | str | None


@dataclass(frozen=True, slots=True)
class Exam:
    """One exam of one grade: its name is unique over the years."""

    name: str
    date: str
    grade: int
    stage: str
    subjects: tuple[Row, ...]

    @property
    def headings(self) -> list[str]:
        """Return the subject headings with their full marks, 100 left unsaid."""
        return [
            s["subject"] + (f"({s['full_mark']})" if s["full_mark"] != "100" else "") for s in self.subjects
        ]


def exams_of(book: YearBook) -> list[Exam]:
    """Return the exams of a school year, held at its end."""
    result = []
    for stage in ("小学", "初中"):
        grades = book.county.grades_of(stage)
        for from_end in sorted({int(r["from_end"]) for r in rows("exam_subjects") if r["stage"] == stage}):
            subjects = [
                r for r in rows("exam_subjects") if r["stage"] == stage and r["from_end"] == str(from_end)
            ]
            grade = grades[-from_end]
            name = f"{book.year}—{book.year + 1}学年第二学期{GRADE_NAMES[grade]}期末考试"
            result.append(Exam(name, f"{book.year + 1}-06-28", grade, stage, tuple(subjects)))
    return result


def scores(book: YearBook, exam: Exam, rng: Random) -> Iterator[tuple[School, str, int, list[Mark]]]:
    """Yield school, pupil number, class and marks; a mark is a number, 缺考 or None for an empty cell."""
    means = [(float(s["full_mark"]), float(s["mean_share"])) for s in exam.subjects]
    for school in book.county.open_schools(book.year):
        effect = Random(f"{school.code}|school effect").gauss(0, _SCHOOL_SPREAD)
        for seat in () if school.special else book.enrolment.seats.get((school.key, exam.grade), ()):
            base = effect + seat.pupil.ability * _SPREAD * 0.8
            absent = rng.random() < _ABSENT
            marks: list[Mark] = ["缺考" if absent else _mark(full, mean + base, rng) for full, mean in means]
            yield school, seat.pupil.number, seat.class_number, marks


def _mark(full: float, share: float, rng: Random) -> Mark:
    if rng.random() < _BLANK:
        return None
    value = full * (share + rng.gauss(0, _SPREAD * 0.6))
    return round(min(max(value, 0), full) * 2) / 2
