"""What a county adds by rows of seeds alone is in the published result (taught)."""

from __future__ import annotations

from typing import Any

import duckdb
import pytest

from tests.integration.edge_counties import BLANK_RANK, ENDED_RELIEF, EQUAL, school
from tests.integration.taught import OWN_RULESET, TEACHERS_PER_HUNDRED, Taught

FIRST, SECOND = school(EQUAL, 1), school(EQUAL, 2)


def ask(taught: Taught, sql: str) -> list[Any]:
    with duckdb.connect(str(taught.database), read_only=True) as connection:
        return connection.execute(sql).fetchall()


def test_a_new_ruleset_serves_the_counties_that_its_row_names_and_no_other(taught: Taught) -> None:
    name = f"select name from marts.dim_ruleset where ruleset_code = '{OWN_RULESET}'"
    assert ask(taught, name) == [("本县标准（2024）",)]
    for table in ("fct_school_indicator", "fct_county_balance", "fct_county_indicator", "fct_recognition"):
        served = (
            f"select distinct county_code from marts.{table} where ruleset_code = '{OWN_RULESET}' order by 1"
        )
        assert ask(taught, served) == [(EQUAL,), (BLANK_RANK,)]


def test_a_new_indicator_is_judged_by_its_threshold_in_that_ruleset_alone(taught: Taught) -> None:
    """60 teachers of 1000 pupils, 120 of 2000: 6 a hundred; 6.5 are 65 and 130: 5 and 10 lacking."""
    rows = ask(
        taught,
        "select ruleset_code, school_code, stage, value, threshold, status, shortfall, shortfall_unit"
        " from marts.fct_school_indicator"
        f" where indicator_code = '{TEACHERS_PER_HUNDRED}' and county_code = '{EQUAL}' order by school_code",
    )
    assert rows == [
        (OWN_RULESET, FIRST, "小学", 6, 6.5, "unmet", 5, "人"),
        (OWN_RULESET, SECOND, "小学", 6, 6.5, "unmet", 10, "人"),
    ]
    owed = ask(
        taught,
        "select distinct department_code from marts.fct_shortfall"
        f" where indicator_code = '{TEACHERS_PER_HUNDRED}'",
    )
    assert owed == [("编办",)]


def test_a_new_threshold_judges_a_shipped_indicator_in_that_ruleset_and_leaves_the_others(
    taught: Taught,
) -> None:
    """R6 is 2000 元: enough nationally; of 2500 元 it is 80%, below 85%; 50 and 100 万元 are lacking."""
    rows = ask(
        taught,
        "select ruleset_code, threshold, status, shortfall from marts.fct_school_indicator"
        f" where indicator_code = 'R6' and stage = '小学' and county_code = '{EQUAL}'"
        f" and ruleset_code in ('national_2017', '{OWN_RULESET}') order by all",
    )
    assert rows == [
        ("national_2017", 2000, "met", None),
        ("national_2017", 2000, "met", None),
        (OWN_RULESET, 2500, "unmet", 50),
        (OWN_RULESET, 2500, "unmet", 100),
    ]
    passes = (
        "select ruleset_code, passes from marts.fct_school_compliance where school_code = '{}' order by all"
    )
    assert ask(taught, passes.format(FIRST)) == [
        ("national_2017", True),
        ("national_2017_relief", True),
        (OWN_RULESET, False),
    ]


def test_a_relief_no_longer_holds_for_school_years_that_begin_after_its_end(taught: Taught) -> None:
    """One visiting teacher of 60 pupils: 1 / 60 × 100 until the relief ends on 2024-08-31, then none."""
    rows = ask(
        taught,
        "select school_year, value, status from marts.fct_school_indicator"
        f" where county_code = '{ENDED_RELIEF}' and indicator_code = 'R3'"
        " and ruleset_code = 'national_2017_relief' order by all",
    )
    assert rows == [(2023, pytest.approx(100 / 60), "met"), (2024, 0, "unmet")]
