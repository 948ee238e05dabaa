"""The county's roster of teachers, one workbook per school year.

What does not belong here: who teaches where (staffing).
"""

from pathlib import Path

from pipelines.simulate.model import Teacher, YearBook
from pipelines.simulate.writers.sheets import Cell, workbook, write_table

TEACHER_HEADINGS = (
    "教师编号",
    "身份证件号",
    "姓名",
    "性别",
    "出生年月",
    "学校标识码",
    "任教学段",
    "任教课程",
    "最高学历",
    "是否专任教师",
    "骨干教师级别",
    "是否持有教师资格证",
    "五年培训学时",
    "是否在编",
    "进入本校年月",
    "是否符合交流条件",
    "本年度是否交流轮岗",
    "交流形式",
    "原学校标识码",
)


def teacher_rows(book: YearBook) -> list[list[Cell]]:
    """Return one row per teacher in the order of `TEACHER_HEADINGS`."""
    codes = {school.key: school.code for school in book.county.schools}
    return [_row(teacher, codes) for teacher in book.teachers]


def write_teachers(book: YearBook, folder: Path) -> Path:
    """Write the roster of one school year."""
    path = folder / f"{book.year}年教师名册.xlsx"
    with workbook(path, long=True) as out:
        title = f"{book.county.name}{book.year}学年教师名册"
        write_table(out.add_worksheet("教师名册"), title, TEACHER_HEADINGS, teacher_rows(book))
    return path


def _row(teacher: Teacher, codes: dict[str, str]) -> list[Cell]:
    return [
        teacher.number,
        teacher.identity,
        teacher.name,
        teacher.gender,
        teacher.birth,
        codes[teacher.school],
        teacher.stage,
        teacher.course,
        teacher.education,
        _yes(teacher.full_time),
        teacher.backbone,
        _yes(teacher.certified),
        teacher.hours,
        _yes(teacher.established),
        teacher.joined,
        _yes(teacher.eligible),
        _yes(teacher.exchanged),
        "交流轮岗" if teacher.exchanged else None,
        codes[teacher.former_school] if teacher.exchanged else None,
    ]


def _yes(value: bool) -> str:
    return "是" if value else "否"
