"""Results of the national monitoring, and what is taught: hours, labour teachers, bases.

What does not belong here: the figures (monitoring, lessons).
"""

from pathlib import Path
from random import Random

from pipelines.simulate.lessons import lessons
from pipelines.simulate.model import YearBook
from pipelines.simulate.monitoring import Result, results
from pipelines.simulate.tables import GRADE_NAMES, STAGES, by_key
from pipelines.simulate.writers.sheets import Cell, workbook, write_notice, write_table

MONITORING_HEADINGS = ("监测年度", "学段", "学科", "水平等级", "校际差异率")
LESSON_HEADINGS = (
    "学校标识码",
    "年级",
    "综合实践活动课时",
    "劳动实践课时",
    "是否开齐开足",
    "专职劳动教师数",
    "兼职劳动教师数",
    "是否有劳动实践基地",
)


def monitoring_rows(book: YearBook) -> list[list[Cell]]:
    """Return one row per stage and subject in the order of `MONITORING_HEADINGS`."""
    return [list(result) for result in results(book.county.code, book.year)]


def write_monitoring(book: YearBook, folder: Path) -> Path:
    """Write the results of a year; in some years the difference between schools is printed in percent."""
    path = folder / f"{book.year}年国家义务教育质量监测.xlsx"
    headings, body = list(MONITORING_HEADINGS), monitoring_rows(book)
    if by_key("years", "school_year")[str(book.year)]["difference_as"] == "percent":
        place = Result._fields.index("difference")
        headings[place] += "（%）"
        body = [[*row[:place], round(float(row[place] or 0) * 100, 2)] for row in body]
    with workbook(path) as out:
        title = f"{book.county.name}国家义务教育质量监测结果"
        write_table(out.add_worksheet("监测结果"), title, headings, body, hints=["摘自监测结果报告"])
    return path


def lesson_rows(book: YearBook, stage: str, rng: Random) -> list[list[Cell]]:
    """Return one row per school and grade of a stage in the order of `LESSON_HEADINGS`."""
    return [
        [
            item.school.code,
            GRADE_NAMES[item.grade],
            item.comprehensive_hours,
            item.labour_hours,
            "是" if item.complete else "否",
            item.full_time,
            item.part_time,
            "是" if item.has_base else "否",
        ]
        for item in lessons(book, rng)
        if item.stage == stage
    ]


def write_lessons(book: YearBook, folder: Path, seed: str) -> Path:
    """Write the courses of one year, a sheet for each stage, the notice on a sheet of its own."""
    path = folder / f"{book.year}年课程开设.xlsx"
    with workbook(path) as out:
        write_notice(out)
        for stage in STAGES[:2]:
            sheet = out.add_worksheet(f"{stage}课程")
            write_table(sheet, None, LESSON_HEADINGS, lesson_rows(book, stage, Random(seed)))
    return path
