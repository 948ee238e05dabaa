"""The published warehouse equals the independent calculation on the same raw files, in every row.

When it fails: the first differences are printed in words. Decide from standard.md which side is wrong; never
copy the other side's figure.
"""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

import duckdb
import pytest

from tests.oracle.calculate import Expected, calculate
from tests.oracle.compare import TABLES, differences, table_differences

SHOWN = 25


class CountyVersion(Protocol):
    """What the fixture `county_version` gives: a raw folder and the warehouse published from it."""

    raw: Path
    database: Path


@pytest.fixture(scope="module")
def expected(county_version: CountyVersion) -> Expected:
    return calculate(county_version.raw)


@pytest.mark.parametrize("table", TABLES)
def test_the_warehouse_equals_the_independent_calculation_in_every_row(
    table: str, expected: Expected, county_version: CountyVersion
) -> None:
    assert getattr(expected, table), f"the oracle has no rows for {table}"
    found = list(table_differences(table, expected, county_version.database))
    assert not found, f"{len(found)} differences, the first of them:\n" + "\n".join(found[:SHOWN])


@pytest.fixture
def tiny(tmp_path: Path) -> tuple[Expected, Path]:
    """A warehouse of one row of balance, verdict and teachers, and an oracle that agrees with it."""
    head = ("990101", "2024", "national_2017")
    expected = Expected(
        school_compliance={(*head, "2137000001", "小学"): {"pupils": 100, "passes": None}},
        county_balance={(*head, "小学", "R1"): {"cv": 0.5, "status": "met"}},
        closing_teacher={(*head[:2], "2137000001", "小学", "R1|R3"): {"teachers": 3}},
    )
    database = tmp_path / "warehouse.duckdb"
    with duckdb.connect(str(database)) as connection:
        connection.execute("create schema marts")
        columns = "'990101' as county_code, 2024 as school_year, 'national_2017' as ruleset_code"
        no_row = (
            f"select {columns}, '' as school_code, '' as stage, '' as indicator_code, '' as dimension,"
            " '' as area, '' as department_code, '' as town_code where false"
        )
        others = ("school_indicator", "county_indicator", "recognition", "shortfall", "shortfall_total")
        for table in (f"fct_{name}" for name in others):
            connection.execute(f"create table marts.{table} as {no_row}")
        connection.execute(
            f"create table marts.fct_school_compliance as select {columns},"
            " '2137000001' as school_code, '小学' as stage, 100 as pupils, null::boolean as passes"
        )
        connection.execute(
            f"create table marts.fct_county_balance as select {columns},"
            " '小学' as stage, 'R1' as indicator_code, 0.5::double as cv, 'met' as status"
        )
        connection.execute(
            f"create table marts.fct_closing_teacher as select {columns},"
            " '2137000001' as school_code, '小学' as stage, 'R1|R3' as counts_in, 3 as teachers"
        )
    return expected, database


def test_a_warehouse_that_agrees_has_no_differences(tiny: tuple[Expected, Path]) -> None:
    assert differences(*tiny) == []


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ("update marts.fct_county_balance set cv = 0.50001", "cv is 0.50001, the oracle has 0.5"),
        ("update marts.fct_county_balance set status = 'near'", "status is near, the oracle has met"),
        ("update marts.fct_school_compliance set passes = true", "passes is True, the oracle has None"),
        ("delete from marts.fct_school_compliance", "missing"),
        ("update marts.fct_closing_teacher set teachers = 4", "teachers is 4, the oracle has 3"),
        (
            "insert into marts.fct_county_balance"
            " select * replace ('初中' as stage) from marts.fct_county_balance",
            "not foreseen",
        ),
    ],
)
def test_a_changed_missing_or_added_row_is_told(tiny: tuple[Expected, Path], change: str, said: str) -> None:
    expected, database = tiny
    with duckdb.connect(str(database)) as connection:
        connection.execute(change)
    (sentence,) = differences(expected, database)
    assert said in sentence


def test_a_row_that_stands_twice_is_refused(tiny: tuple[Expected, Path]) -> None:
    expected, database = tiny
    with duckdb.connect(str(database)) as connection:
        connection.execute("insert into marts.fct_county_balance select * from marts.fct_county_balance")
    with pytest.raises(ValueError, match="2 rows but 1 keys"):
        differences(expected, database)
