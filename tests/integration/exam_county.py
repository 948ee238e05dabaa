"""A county of four schools that sat one exam: 语文 as many pupils of each, 数学 all of unequal schools.

What does not belong here: what comes of the scores (test_variance_between_schools).
"""

from __future__ import annotations

import random
from pathlib import Path

from tests.integration.edge_counties import school
from tests.integration.handed_in import REGISTER, YEAR, register_row, write

EXAMS, EXAM, GRADE = "990209", "期末", "三年级"
SIZES = (12, 14, 20, 30)
BALANCED, UNBALANCED = "语文", "数学"
HEADINGS = ["考试名称", "考试日期", "学校标识码", "学籍号", "年级", "班级", BALANCED, UNBALANCED]


def scores(subject: str) -> list[tuple[str, int]]:
    """School and score of everyone who sat a subject: schools differ by about 6 marks, pupils of one by 8."""
    drawn = random.Random(f"{subject}一")
    result = []
    for number, size in enumerate(SIZES, start=1):
        mean = drawn.gauss(72, 6)
        takers = min(SIZES) if subject == BALANCED else size
        result += [(school(EXAMS, number), min(100, round(drawn.gauss(mean, 8)))) for _ in range(takers)]
    return result


def write_exam_county(raw: Path) -> None:
    """Its register and the scores; who did not sit a subject has a blank."""
    folder = raw / EXAMS / str(YEAR)
    codes = [school(EXAMS, number) for number in range(1, len(SIZES) + 1)]
    write(
        folder / "学校基本情况.csv",
        REGISTER,
        [register_row(EXAMS, code, f"学校{code}", "211") for code in codes],
    )
    rows = []
    for code, size in zip(codes, SIZES, strict=True):
        sat = {
            subject: [score for where, score in scores(subject) if where == code]
            for subject in (BALANCED, UNBALANCED)
        }
        for pupil in range(size):
            given = {name: str(marks[pupil]) for name, marks in sat.items() if pupil < len(marks)}
            shared = [EXAM, f"{YEAR + 1}-01-10", code, f"X{code}{pupil:02}", GRADE, "1班"]
            rows.append(dict(zip(HEADINGS, shared, strict=False)) | given)
    write(folder / "期末成绩.csv", HEADINGS, rows)
