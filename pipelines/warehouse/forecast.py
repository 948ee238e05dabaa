"""The forecast of a county as it is published, in rows and in sentences.

What does not belong here: reckoning it (dbt), and the pages.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any

import duckdb

from pipelines.warehouse.reading import records
from pipelines.warehouse.words import WHOLE

TABLES = ("fct_forecast", "fct_forecast_accuracy")
THERE = f"""
select count(*) = {len(TABLES)} as is_there from duckdb_tables()
where schema_name = 'marts' and table_name in {TABLES}
"""
OF_COUNTY = f"""
with scenarios as (
    select * from marts.dim_code_word where word_kind = 'forecast_scenario'
),

facts as (
    select facts.*, words.sort_order
    from marts.fct_forecast as facts
    inner join scenarios as words on facts.scenario = words.word
    where
        facts.county_code = $county_code and facts.town_code = {WHOLE} and facts.school_code = {WHOLE}
        and facts.grade = {WHOLE} and facts.value is not null
    qualify words.sort_order = min(words.sort_order) over ()
)
select
    base_year, school_year, stage, scenario, value, low, high,
    (
        select arg_min(word, sort_order) from scenarios
        where sort_order < (select min(sort_order) from facts)
    ) as narrower
from facts
qualify school_year in (min(school_year) over (), max(school_year) over (), (min(school_year) over ()) + 4)
order by stage desc, school_year
"""
PAST = """
select * exclude (county_code) from marts.fct_forecast_accuracy
where county_code = $county_code order by stage desc, horizon
"""
Row = dict[str, Any]


def forecast_of(connection: duckdb.DuckDBPyConnection, county_code: str) -> tuple[list[Row], list[Row]]:
    """The county's pupils in the next year, four years on and the last, and what the past says of it.

    `narrower` is the scenario, called after what it is reckoned from, of which no figures were handed in.

    Args:
        connection: a version; one of an earlier program has no forecast, or does not say how good it is.
        county_code: of which county.
    """
    if not records(connection, THERE)[0]["is_there"]:
        return [], []
    asked = {"county_code": county_code}
    return records(connection, OF_COUNTY, asked), records(connection, PAST, asked)


def sentences(expected: Sequence[Row], past: Sequence[Row]) -> Iterator[str]:
    """What a person reads: a sentence a stage, and where a forecast is no better than last year's figure."""
    for stage, rows in groupby(expected, key=lambda row: row["stage"]):
        years = "，".join(f"{row['school_year']} 学年 {_people(row)}" for row in rows)
        errors = "；".join(_error(row) for row in past if row["stage"] == stage)
        taken = f"入学人数：{expected[0]['scenario']}"
        yield f"{stage}预计 {years}（{taken}）。以往误差：{errors or '没有以往可比'}。"

    last = expected[-1] if expected else {}
    if last.get("narrower") and last["low"] is not None:
        yield why_wide(last["school_year"], last["narrower"])


def why_wide(last_year: int, narrower: str) -> str:
    """Why the interval of the last years is wide, and what narrows it.

    Args:
        last_year: the last school year that is forecast.
        narrower: what has not been handed in.
    """
    return (
        f"区间越往后越宽：到 {last_year} 学年，在读的大多是现在还没有入学的孩子，县里没有报{narrower}，"
        f"入学人数只能照往年的变化推。报了{narrower}（各镇街各年的出生人口、在园幼儿数），"
        "已出生各年的入学人数就有依据，区间会变窄。"
    )


def _people(row: Row) -> str:
    between = "" if row["low"] is None else f"（{row['low']:,.0f}–{row['high']:,.0f}）"
    return f"{row['value']:,.0f} 人{between}"


def _error(row: Row) -> str:
    last = row["error_as_last_year"]
    if row["error"] is None or last is None:
        return f"{row['horizon']} 年没有可比的数"
    no_better = "，不比照搬准" if row.get("is_no_better") else ""
    return f"{row['horizon']} 年 {row['error']:.1f}%（照搬 {last:.1f}%{no_better}）"
