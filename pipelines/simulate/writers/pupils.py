"""The class rosters (one workbook per town) and the pupil rosters (text files).

Primary pupils come from the towns, junior ones from the county office; senior pupils have no roster. What
does not belong here: who sits in which class (cohorts, classes).
"""

from collections.abc import Iterator
from pathlib import Path

from pipelines.simulate.disability import SPECIAL_SCHOOL, placement
from pipelines.simulate.model import School, Seat, Town, YearBook
from pipelines.simulate.standing import has_bought_place, is_in_catchment
from pipelines.simulate.tables import GRADE_NAMES
from pipelines.simulate.writers.sheets import Cell, workbook, write_table
from pipelines.simulate.writers.texts import layout, write_text

CLASS_HEADINGS = ("学校标识码", "学校名称", "学段", "年级", "班级", "学生数（人）")
PUPIL_HEADINGS = (
    "学籍号",
    "姓名",
    "身份证件号",
    "性别",
    "出生日期",
    "学校标识码",
    "学段",
    "年级",
    "班级",
    "入学年月",
    "就读方式",
    "是否随迁子女",
    "是否符合随迁就读条件",
    "是否留守儿童",
    "残疾类型",
    "安置形式",
    "是否政府购买学位",
    "是否划片就近入学",
)


def class_rows(book: YearBook, town: Town) -> list[list[Cell]]:
    """Return one row per class of a town in the order of `CLASS_HEADINGS`."""
    return [
        [school.code, school.name, c.stage, GRADE_NAMES[c.grade], f"{c.number}班", c.pupils]
        for school in book.county.open_schools(book.year)
        if school.town is town
        for c in book.enrolment.classes[school.key]
    ]


def write_class_rosters(book: YearBook, folder: Path) -> list[Path]:
    """Write one class roster into each town's folder."""
    paths = []
    for town in book.county.towns:
        path = folder / town.name / f"{town.name}班级名册.xlsx"
        body = class_rows(book, town)
        total = ["合计", None, None, None, len(body), sum(int(row[-1] or 0) for row in body)]
        with workbook(path) as out:
            title = f"{town.name}{book.year}学年班级名册"
            write_table(out.add_worksheet("班级名册"), title, CLASS_HEADINGS, body, after=[total])
        paths.append(path)
    return paths


def pupil_rows(book: YearBook, stage: str, town: Town | None, date_mark: str) -> Iterator[list[str]]:
    """Yield one row per pupil of a stage in the order of `PUPIL_HEADINGS`, of one town or of all."""
    first = book.county.grades_of(stage)[0]
    for school in book.county.open_schools(book.year):
        if town in (None, school.town):
            for grade in book.county.grades_of(stage):
                entry = f"{book.year - (grade - first)}{date_mark}09"
                for seat in book.enrolment.seats.get((school.key, grade), ()):
                    yield _pupil(school, seat, stage, grade, entry, date_mark)


def write_pupil_rosters(book: YearBook, folder: Path) -> list[Path]:
    """Write the primary pupils town by town and the junior ones in one file."""
    paths = []
    how = layout("小学学籍", book.year)
    for town in book.county.towns:
        path = folder / town.name / f"{town.name}小学学籍名册"
        rows = pupil_rows(book, "小学", town, how["date_mark"])
        paths.append(write_text(path, f"{town.name}{book.year}学年学籍名册", PUPIL_HEADINGS, rows, how))
    how = layout("初中学籍", book.year)
    path = folder / f"{book.year}年初中学籍名册"
    rows = pupil_rows(book, "初中", None, how["date_mark"])
    title = f"{book.county.name}{book.year}学年学籍名册"
    paths.append(write_text(path, title, PUPIL_HEADINGS, rows, how))
    return paths


def _pupil(school: School, seat: Seat, stage: str, grade: int, entry: str, mark: str) -> list[str]:
    pupil = seat.pupil
    placed = placement(pupil, school) if pupil.disability else "普通"
    return [
        pupil.number,
        pupil.name,
        pupil.identity,
        pupil.gender,
        pupil.birth.replace("-", mark),
        school.code,
        stage,
        GRADE_NAMES[grade],
        f"{seat.class_number}班",
        entry,
        "住校" if school.boarding and stage != "小学" else "走读",
        "是" if pupil.migrant else "否",
        ("是" if pupil.meets_conditions else "否") if pupil.migrant else "",
        "是" if pupil.left_behind else "否",
        pupil.disability,
        "特教班" if placed == SPECIAL_SCHOOL else placed,
        "是" if has_bought_place(pupil, school) else "否",
        "是" if is_in_catchment(pupil, school, stage) else "否",
    ]
