"""Four counties of two prefectures beside each other, worked by hand: one is kept, one never published."""

from __future__ import annotations

from collections.abc import Iterator

import duckdb
import pytest

from pipelines.warehouse.league import write_league

WORLD = """
create schema marts; create schema meta;
create table meta.county_build as from (values
    ('990101', 'fresh'), ('990102', 'kept'), ('990201', 'fresh'), ('990202', 'missing'),
    ('980101', 'withdrawn')
) as t (county_code, status);
create table marts.dim_region as from (values
    ('990000', '省', '示例省', 2030), ('990100', '市', '甲市', null)
) as t (region_code, region_kind, region_name, target_year);
create table marts.dim_league_figure as from (values
    ('passes', 'high', true), ('cv', 'low', false), ('met', 'high', false), ('pupils', null, true)
) as t (figure_kind, better, is_summed);
create table marts.dim_ruleset as from (values
    ('national', null), ('own', '990101')
) as t (ruleset_code, counties);
create table marts.dim_code_word as select 'area' as word_kind, 'whole' as code, '综合' as word;
create table marts.fct_county_figure as from (values
    ('990101', 2024, 'national', null, 'passes/综合', 1.0, null),
    ('990102', 2024, 'national', null, 'passes/综合', 0.0, null),
    ('990201', 2024, 'national', null, 'passes/综合', null, null),
    ('990101', 2024, 'own', null, 'passes/综合', 0.0, null),
    ('990101', 2023, 'national', '小学', 'cv/R1', 0.5, 100),
    ('990101', 2024, 'national', '小学', 'cv/R1', 0.4, 100),
    ('990102', 2024, 'national', '小学', 'cv/R1', 0.2, 300),
    ('990201', 2024, 'national', '小学', 'cv/R1', 0.4, 600),
    ('990101', 2024, 'national', '小学', 'pupils', 100.0, 100),
    ('990102', 2024, 'national', '小学', 'pupils', 300.0, 300),
    ('980101', 2024, 'national', '小学', 'pupils', 999.0, 999)
) as t (county_code, school_year, ruleset_code, stage, figure, value, pupils);
create table marts.fct_league (
    region_kind text, region_code text, school_year integer, ruleset_code text, stage text, figure text,
    value double, rank_in_prefecture integer, rank_in_province integer, change double, target_year integer,
    counties_total integer, counties_in integer, counties_kept integer
);
"""


@pytest.fixture(scope="module")
def league() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as connection:
        connection.execute(WORLD)
        write_league(connection)
        yield connection


def ask(league: duckdb.DuckDBPyConnection, columns: str, which: str) -> list[tuple[object, ...]]:
    return league.execute(f"select {columns} from marts.fct_league where {which} order by all").fetchall()


def test_a_county_has_its_rank_in_prefecture_and_province_and_ties_are_alike(
    league: duckdb.DuckDBPyConnection,
) -> None:
    """The smallest coefficient is first: 0.2 of 990102; 0.4 is second twice."""
    rows = ask(
        league,
        "region_code, value, rank_in_prefecture, rank_in_province",
        "region_kind = '县' and figure = 'cv/R1' and school_year = 2024",
    )
    assert rows == [("990101", 0.4, 2, 2), ("990102", 0.2, 1, 1), ("990201", 0.4, 1, 2)]


def test_the_change_is_to_the_school_year_before_under_the_same_ruleset(
    league: duckdb.DuckDBPyConnection,
) -> None:
    rows = ask(league, "region_code, school_year, change", "region_kind = '县' and figure = 'cv/R1'")
    assert rows == [
        ("990101", 2023, None),
        ("990101", 2024, -0.1),
        ("990102", 2024, None),
        ("990201", 2024, None),
    ]


def test_a_mean_is_weighted_by_pupils_and_says_how_many_counties_are_in_it(
    league: duckdb.DuckDBPyConnection,
) -> None:
    """甲市: (0.4 × 100 + 0.2 × 300) / 400 = 0.25; the province (100 + 600 × 0.4) / 1000 = 0.34."""
    rows = ask(
        league,
        "region_kind, region_code, value, rank_in_province, target_year, counties_total, counties_in,"
        " counties_kept",
        "region_kind != '县' and figure = 'cv/R1' and school_year = 2024",
    )
    assert rows == [
        ("全国", "000000", 0.34, None, None, 4, 3, 1),
        ("市", "990100", 0.25, 1, None, 2, 2, 1),
        ("市", "990200", 0.4, 2, None, 2, 1, 0),
        ("省", "990000", 0.34, None, 2030, 4, 3, 1),
    ]


def test_sums_are_summed_and_a_larger_region_is_not_ranked_by_them(
    league: duckdb.DuckDBPyConnection,
) -> None:
    passing = "value, rank_in_province, counties_total, counties_in, counties_kept"
    where = "figure = 'passes/综合' and ruleset_code = 'national' and region_code = '{}'"
    assert ask(league, passing, where.format("990100")) == [(1.0, None, 2, 2, 1)]
    assert ask(league, passing, where.format("990200")) == [(None, None, 2, 0, 0)]
    pupils = ask(league, "value, rank_in_province", "figure = 'pupils' and region_kind = '省'")
    assert pupils == [(400.0, None)]


def test_a_county_that_was_never_published_stands_there_without_a_figure_and_is_counted(
    league: duckdb.DuckDBPyConnection,
) -> None:
    rows = ask(
        league,
        "ruleset_code, figure, value, rank_in_prefecture, rank_in_province, counties_total, counties_in",
        "region_code = '990202'",
    )
    assert rows == [("national", "passes/综合", None, None, None, 1, 0)]


def test_a_withdrawn_county_is_in_no_region(league: duckdb.DuckDBPyConnection) -> None:
    assert ask(league, "region_code", "region_code like '98%'") == []


def test_written_again_it_is_the_same(league: duckdb.DuckDBPyConnection) -> None:
    before = ask(league, "*", "true")
    write_league(league)
    assert ask(league, "*", "true") == before
