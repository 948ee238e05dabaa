"""The marks of the final exams: a workbook for primary, text for junior grades.

What does not belong here: the marks themselves (exams).
"""

from collections.abc import Iterator
from pathlib import Path
from random import Random

from pipelines.simulate.exams import Exam, exams_of, scores
from pipelines.simulate.model import YearBook
from pipelines.simulate.tables import GRADE_NAMES
from pipelines.simulate.writers.sheets import Cell, workbook, write_table
from pipelines.simulate.writers.texts import layout, write_text

EXAM_HEADINGS = ("考试名称", "考试日期", "学校标识码", "学籍号", "年级", "班级")


def score_rows(book: YearBook, exam: Exam, rng: Random) -> Iterator[list[Cell]]:
    """Yield one row per pupil: `EXAM_HEADINGS`, then the exam's subjects."""
    grade = GRADE_NAMES[exam.grade]
    for school, number, class_number, marks in scores(book, exam, rng):
        yield [exam.name, exam.date, school.code, number, grade, f"{class_number}班", *marks]


def write_scores(book: YearBook, folder: Path, rng: Random) -> list[Path]:
    """Write one file per exam of the school year."""
    paths = []
    for exam in exams_of(book):
        title, headings = f"{book.county.name}{exam.name}成绩", [*EXAM_HEADINGS, *exam.headings]
        path = folder / f"{book.year}学年{GRADE_NAMES[exam.grade]}期末考试成绩"
        rows = score_rows(book, exam, rng)
        if exam.stage == "小学":
            path = path.with_name(f"{path.name}.xlsx")
            with workbook(path, long=True) as out:
                write_table(out.add_worksheet("成绩"), title, headings, rows)
            paths.append(path)
        else:
            texts = ([_text(cell) for cell in row] for row in rows)
            paths.append(write_text(path, title, headings, texts, layout("初中成绩", book.year)))
    return paths


def _text(cell: Cell) -> str:
    if cell is None:
        return ""
    return f"{cell:g}" if isinstance(cell, float) else str(cell)
