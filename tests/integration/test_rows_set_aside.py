"""Teachers' certificates, a class, a school and materials that cannot be read: no verdict gains from it.

The whole road, from files to published verdicts. What does not belong here: random changes
(test_no_verdict_gets_better).
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import duckdb
import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from pipelines.settings import Settings
from tests.crew import refreshed
from tests.integration.conftest import CountyVersion

TEACHERS, REGISTER = "*教师名册.xlsx", "*学校基本情况.xlsx"
CODE, CERTIFICATE, PUPILS, KIND = "学校标识码", "是否持有教师资格证", "学生数", "办学类型码"
MATERIAL, SUBJECT, DAY, CONCLUSION = "指标代码", "主体代码", "材料日期", "评估结论"
EARLY, LATE = "2024-03-01", "2024-03-10"
HEADING_ROWS = 6


@dataclass(frozen=True)
class Aside:
    """The county as it was and as it is with what cannot be read, and the schools it is about."""

    before: Path
    after: Path
    unread_class: str
    large_class: str
    unread_school: str
    older_material: str
    newer_material: str

    def words(self, where: str) -> tuple[set[str], set[str]]:
        """The verdicts by the national standard of rows of a table, before and after."""
        sql = f"select status from marts.{where} and ruleset_code = 'national_2017'"
        return _words(self.before, sql), _words(self.after, sql)


def _words(database: Path, sql: str) -> set[str]:
    with duckdb.connect(str(database), read_only=True) as connection:
        return {word for (word,) in connection.execute(sql).fetchall()}


@contextmanager
def sheet_of(path: Path) -> Iterator[Worksheet]:
    """The first sheet of a workbook, which is written back with what is changed in it."""
    book = openpyxl.load_workbook(path)
    yield book.worksheets[0]
    book.save(path)


def place(sheet: Worksheet, heading: str) -> tuple[int, int]:
    """The row and column of a heading, whatever unit stands behind it."""
    return next(
        (cell.row, cell.column)
        for row in sheet.iter_rows(max_row=HEADING_ROWS)
        for cell in row
        if isinstance(cell.value, str) and cell.value.lstrip("#").split("(")[0].split("（")[0] == heading
    )


def rows_of(sheet: Worksheet, whose: str = CODE) -> dict[str, list[int]]:
    """The rows of each school."""
    top, column = place(sheet, whose)
    found: dict[str, list[int]] = {}
    for row in range(top + 1, sheet.max_row + 1):
        code = str(sheet.cell(row, column).value or "")
        if code.isdigit():
            found.setdefault(code, []).append(row)
    return found


@pytest.fixture(scope="module")
def aside(tmp_path_factory: pytest.TempPathFactory, county_version: CountyVersion) -> Aside:
    folder = tmp_path_factory.mktemp("aside")
    shutil.copytree(county_version.raw, folder / "raw")
    # what did not change has landed already
    shutil.copytree(county_version.home, folder / "warehouse", symlinks=True)
    (county,) = (one for one in (folder / "raw").iterdir() if one.is_dir())
    with sheet_of(next((county / "2021").glob(TEACHERS))) as sheet:
        top, column = place(sheet, CERTIFICATE)
        without = [row for row in range(top + 1, sheet.max_row + 1) if sheet.cell(row, column).value == "否"]
        assert without
        for row in without:
            sheet.cell(row, column).value = "正在办理"
    rosters = sorted((county / "2024").glob("*/*班级名册.xlsx"), key=lambda path: path.stat().st_size)
    with sheet_of(rosters[-1]) as sheet:
        _, column = place(sheet, PUPILS)
        (unread_class, rows), (large_class, others) = [
            one for one in rows_of(sheet).items() if len(one[1]) > 1
        ][:2]
        sheet.cell(rows[0], column).value = "40①"
        sheet.cell(others[0], column).value = 60
        sheet.cell(others[1], column).value = "见附件"
    with sheet_of(next((county / "2024").glob(REGISTER))) as sheet:
        _, column = place(sheet, KIND)
        unread_school, (row,) = list(rows_of(sheet).items())[-1]
        sheet.cell(row, column).value = "待定"
    registers = sorted((county / "2023").glob("*/*佐证材料台账.xlsx"), key=lambda path: path.stat().st_size)
    with sheet_of(registers[-1]) as sheet:
        (older_material, materials), (newer_material, others) = [
            one for one in rows_of(sheet, SUBJECT).items() if len(one[0]) == len(unread_school)
        ][:2]
        for (judged, unread, *_), day in ((materials, EARLY), (others, LATE)):
            for row, written in (
                (judged, {CONCLUSION: "不达标", MATERIAL: "Q3"}),
                (unread, {MATERIAL: "见附件"}),
            ):
                dated = {DAY: day if row == unread else {EARLY: LATE, LATE: EARLY}[day]}
                for heading, cell in (written | dated).items():
                    sheet.cell(row, place(sheet, heading)[1]).value = cell
    outcome = refreshed(
        Settings(raw=folder / "raw", home=folder / "warehouse", settle_seconds=0), shown=False
    )
    assert outcome.outcome == "published", outcome.reasons
    database = folder / "warehouse" / "current" / "warehouse.duckdb"
    return Aside(
        county_version.database,
        database,
        unread_class,
        large_class,
        unread_school,
        older_material,
        newer_material,
    )


@pytest.mark.parametrize("table", ["fct_school_indicator", "fct_county_indicator"])
def test_teachers_whose_certificate_is_being_applied_for_do_not_count_as_certified(
    aside: Aside, table: str
) -> None:
    before, after = aside.words(f"{table} where school_year = 2021 and indicator_code = 'G12'")
    assert "unmet" in before
    assert "unmet" not in after and "no_data" in after
    if table == "fct_county_indicator":
        assert (before, after) == ({"unmet"}, {"no_data"})


def test_a_class_whose_size_cannot_be_read_may_be_too_large(aside: Aside) -> None:
    of_school = (
        "fct_school_indicator where school_year = 2024 and indicator_code = 'G5' and school_code = '{}'"
    )
    before, after = aside.words(of_school.format(aside.unread_class))
    assert before == {"met"} and "no_data" in after and "unmet" not in after
    # another class is too large, whatever the one that cannot be read holds
    before, after = aside.words(of_school.format(aside.large_class))
    assert before == {"met"} and "unmet" in after


def test_a_school_whose_kind_cannot_be_read_may_fail_whatever_schools_are_judged_by(aside: Aside) -> None:
    own = f"where school_year = 2024 and school_code = '{aside.unread_school}'"
    _, after = aside.words(f"fct_school_indicator {own}")
    assert after <= {"no_data", "not_applicable"}
    over_schools = (
        "fct_county_indicator where school_year = 2024 and dimension is null and subjects_total > 0"
    )
    before, after = aside.words(f"{over_schools} and indicator_code in ('G3a', 'G4', 'G9', 'Q7a')")
    assert "met" in before and "met" not in after


def test_a_material_whose_code_cannot_be_read_says_nothing_of_a_code_of_which_there_is_a_newer_one(
    aside: Aside,
) -> None:
    of_school = (
        "fct_school_indicator where school_year = 2023 and indicator_code = 'Q3' and school_code = '{}'"
    )
    _, after = aside.words(of_school.format(aside.older_material))
    assert after == {"unmet"}
    _, after = aside.words(of_school.format(aside.newer_material))
    assert after == {"no_data"}
