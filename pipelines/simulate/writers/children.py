"""What the county keeps about children beyond the rosters: events of their records, disabled children.

What does not belong here: who they are and what happens to them (cohorts, disability).
"""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from random import Random

from pipelines.simulate.disability import disabled_children
from pipelines.simulate.model import YearBook
from pipelines.simulate.tables import date_text
from pipelines.simulate.writers.sheets import Cell, workbook, write_table
from pipelines.simulate.writers.texts import layout, write_text

CHANGE_HEADINGS = ("学籍号", "学校标识码", "学段", "入学年月", "异动类型", "异动日期")
DISABILITY_HEADINGS = (
    "身份证件号",
    "姓名",
    "出生日期",
    "残疾类别",
    "残疾等级",
    "安置方式",
    "学籍号",
)
DISABILITY_GROUPS = {
    "身份证件号": "基本信息",
    "姓名": "基本信息",
    "出生日期": "基本信息",
    "残疾类别": "残疾情况",
    "残疾等级": "残疾情况",
}


def change_rows(book: YearBook, date_mark: str) -> Iterator[list[str]]:
    """Yield one row per event of the school year, by day, in the order of `CHANGE_HEADINGS`."""
    codes = {school.key: school.code for school in book.county.schools}
    for change in sorted(book.enrolment.changes, key=lambda c: (c.day, codes[c.school], c.number)):
        day = change.day.isoformat().replace("-", date_mark)
        entry = f"{change.entry}{date_mark}09"
        yield [change.number, codes[change.school], change.stage, entry, change.kind, day]


def write_changes(book: YearBook, folder: Path) -> Path:
    """Write the events of one school year as text."""
    how = layout("学籍异动", book.year)
    title = f"{book.county.name}{book.year}学年学籍异动"
    rows = change_rows(book, how["date_mark"])
    return write_text(folder / f"{book.year}学年学籍异动", title, CHANGE_HEADINGS, rows, how)


def disability_rows(book: YearBook, rng: Random) -> list[list[Cell]]:
    """Return one row per child in the order of `DISABILITY_HEADINGS`."""
    return [
        [
            child.identity,
            child.name,
            date_text(date.fromisoformat(child.birth), book.year),
            child.disability,
            child.level,
            child.placement,
            child.number,
        ]
        for child in disabled_children(book, rng)
    ]


def write_disability_register(book: YearBook, folder: Path, rng: Random) -> Path:
    """Write the county's register of disabled children, its headings in two merged rows."""
    path = folder / f"{book.year}年残疾儿童少年名册.xlsx"
    body = disability_rows(book, rng)
    with workbook(path) as out:
        write_table(
            out.add_worksheet("残疾儿童少年名册"),
            f"{book.county.name}{book.year}年残疾儿童少年名册",
            DISABILITY_HEADINGS,
            body,
            hints=["填报单位：县残联、县教育和体育局"],
            groups=DISABILITY_GROUPS,
            after=[["合计", None, None, None, None, f"{len(body)}人"]],
        )
    return path
