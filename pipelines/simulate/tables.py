"""The tables under `data/`, read once: what is invented is a row there, not a line of code.

What does not belong here: drawing random numbers, and writing files.
"""

import csv
from collections.abc import Mapping
from datetime import date
from functools import cache
from importlib.resources import files

Row = Mapping[str, str]

STAGES = ("小学", "初中", "高中")
GRADE_NAMES = (
    "",
    "一年级",
    "二年级",
    "三年级",
    "四年级",
    "五年级",
    "六年级",
    "七年级",
    "八年级",
    "九年级",
    "高一",
    "高二",
    "高三",
)
SENIOR_GRADES = (10, 11, 12)
NOTICE = "合成数据，非真实"


@cache
def rows(name: str) -> tuple[Row, ...]:
    """Return every row of `data/<name>.csv` as text, in file order."""
    text = (files(__package__) / "data" / f"{name}.csv").read_text(encoding="utf-8")
    return tuple(csv.DictReader(text.splitlines()))


@cache
def by_key(name: str, column: str) -> Mapping[str, Row]:
    """Return the rows of one table by the value of a column that is unique in it."""
    return {row[column]: row for row in rows(name)}


@cache
def school_years() -> tuple[int, ...]:
    """Return the simulated school years, oldest first, each named by the year in which it starts."""
    return tuple(int(row["school_year"]) for row in rows("years"))


def year_value(year: int, column: str) -> float:
    """Return one figure of the table of school years."""
    return float(by_key("years", "school_year")[str(year)][column])


def date_text(day: date, year: int) -> str:
    """Return a day as offices write it in the workbooks of a school year."""
    return f"{day:{by_key('years', 'school_year')[str(year)]['date_format']}}"


@cache
def norm(stage: str, measure: str) -> float:
    """Return a stage's yardstick, used only to place schools above, near or below it."""
    return float(by_key("norms", "stage")[stage][measure])


@cache
def profile_range(profile: str, measure: str) -> tuple[float, float]:
    """Return the share of the norm that schools of a profile reach, low to high.

    A profile names only what sets it apart; the rest is that of `good`.
    """
    table = {(row["profile"], row["measure"]): row for row in rows("profiles")}
    row = table.get((profile, measure)) or table["good", measure]
    return float(row["low"]), float(row["high"])
