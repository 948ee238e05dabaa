"""The two published worked examples go the whole road: raw files in, a published version out.

"Books" is no dataset column and no shipped indicator: it is taught by rows only (taught).
"""

from __future__ import annotations

import csv
from pathlib import Path

import duckdb
import pytest

from tests.integration.handed_in import REGISTER, STATISTICS, YEAR, register_row, write
from tests.integration.taught import BOOKS_PER_PUPIL, Taught

EXAMPLES = Path(__file__).parents[1] / "data" / "examples"
# two counties, so that neither example disturbs the other
FIVE_SCHOOLS, NINE_YEAR_SCHOOL = "990101", "990102"


def example(name: str) -> list[dict[str, str]]:
    with (EXAMPLES / name).open(encoding="utf-8-sig") as file:
        return list(csv.DictReader(file))


def write_five_schools(raw: Path) -> None:
    rows = example("cv_five_schools.csv")
    codes = [f"21379901{number:02}" for number in range(1, len(rows) + 1)]
    folder = raw / FIVE_SCHOOLS / str(YEAR)
    register = [
        register_row(FIVE_SCHOOLS, code, row["school"], "211") for code, row in zip(codes, rows, strict=True)
    ]
    statistics = [
        {"学校标识码": code, "学段": "小学", "在校生数": row["students"], "图书册数": row["books"]}
        for code, row in zip(codes, rows, strict=True)
    ]
    write(folder / "学校基本情况.csv", REGISTER, register)
    write(folder / "办学条件.csv", [*STATISTICS, "图书册数"], statistics)


def write_nine_year_school(raw: Path) -> None:
    (row,) = example("split_nine_year.csv")
    folder, code = raw / NINE_YEAR_SCHOOL / str(YEAR), "3137990201"
    pupils = {"小学": row["primary_students"], "初中": row["junior_students"]}
    statistics = [
        {"学校标识码": code, "学段": stage, "在校生数": number, "图书册数": row["books_total"]}
        for stage, number in pupils.items()
    ]
    write(folder / "学校基本情况.csv", REGISTER, [register_row(NINE_YEAR_SCHOOL, code, row["school"], "312")])
    write(folder / "办学条件.csv", [*STATISTICS, "图书册数"], statistics)


@pytest.fixture
def published(taught: Taught) -> Path:
    """The warehouse published from the two examples, among others, by a project that was taught books."""
    return taught.database


def query(database: Path, sql: str) -> list[tuple[object, ...]]:
    with duckdb.connect(str(database), read_only=True) as connection:
        return connection.execute(sql).fetchall()


def test_the_five_schools_have_the_printed_coefficient_of_variation(published: Path) -> None:
    rows = query(
        published,
        "select units, pupils, mean, standard_deviation, cv, status from marts.fct_county_balance"
        f" where county_code = '{FIVE_SCHOOLS}' and stage = '小学' and indicator_code = '{BOOKS_PER_PUPIL}'"
        " and ruleset_code = 'national_2017'",
    )
    assert len(rows) == 1
    units, pupils, mean, deviation, cv, status = rows[0]
    assert (units, pupils, status) == (5, 302, "reported")
    assert mean == pytest.approx(6.334437, abs=1e-6)
    assert deviation == pytest.approx(3.263861, abs=1e-6)
    assert cv == pytest.approx(0.515257, abs=1e-6)
    assert f"{cv:.2f}" == "0.52"


def test_the_nine_year_school_is_split_1_to_1_1_without_rounding_in_between(published: Path) -> None:
    rows = query(
        published,
        "select stage, numerator, denominator, status from marts.fct_school_indicator"
        f" where county_code = '{NINE_YEAR_SCHOOL}' and indicator_code = '{BOOKS_PER_PUPIL}'"
        " and ruleset_code = 'national_2017'",
    )
    found = {stage: figures for stage, *figures in rows}
    assert found.keys() == {"小学", "初中"}
    assert found["小学"] == [pytest.approx(9711.63, abs=0.005), 166, "reported"]
    assert found["初中"] == [pytest.approx(13514.37, abs=0.005), 210, "reported"]


def test_a_column_the_files_left_blank_is_no_data_and_never_a_zero(published: Path) -> None:
    rows = query(
        published,
        "select distinct status, value from marts.fct_school_indicator"
        " where indicator_code in ('R1', 'R2', 'R3', 'R4', 'R5', 'R6', 'R7')"
        f" and county_code in ('{FIVE_SCHOOLS}', '{NINE_YEAR_SCHOOL}')",
    )
    assert rows == [("no_data", None)]
