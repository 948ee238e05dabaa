"""A nation of published rows: every county under its own codes, figures varied, verdicts as they are."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest

from pipelines.simulate.nation import write_nation
from pipelines.simulate.plan import county_codes

FEW = """
create schema marts; create schema bi; create schema meta;
create table meta.county_build as select '990001' as county_code, 'fresh' as status;
create table marts.dim_county as select '990001' as county_code, '合成县1' as county_name;
create table marts.dim_ruleset as select 'national' as ruleset_code, 4.5::double as threshold;
create table marts.fct_school_indicator (
    county_code text not null, school_code text, school_name text, value double, status text, about text
);
insert into marts.fct_school_indicator values
    ('990001', '2199001001', '合成县1实验小学', 100.0, 'met', null),
    ('990001', '3199001002', '合成县1一中', 0.0, 'unmet', '镇街=990001101'),
    ('990001', '5199001003', '合成县1启智学校', null, 'no_data', null);
create schema quality;
create table quality.finding as
select '990001' as county_code, 'f7c0' as finding_id, 'roster' as dataset
union all select '990001', 'a24e', 'roster';
create table quality.finding_file as select county_code, finding_id from quality.finding;
create table meta.column_description as
select 'quality' as schema_name, 'finding' as table_name, 'finding_id' as column_name, true as is_key;
create view bi."指标" as
select county_code as "县代码", count(*) as "几个" from marts.fct_school_indicator group by all;
"""
Ask = Callable[[str], list[tuple[object, ...]]]


@pytest.fixture(scope="module")
def nation(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("nation")
    with duckdb.connect(str(folder / "few.duckdb")) as connection:
        connection.execute(FEW)
    write_nation(folder / "few.duckdb", folder / "many.duckdb", codes())
    write_nation(folder / "few.duckdb", folder / "again.duckdb", codes())
    return folder


@pytest.fixture(scope="module")
def ask(nation: Path) -> Ask:
    def ask(sql: str) -> list[tuple[object, ...]]:
        with duckdb.connect(str(nation / "many.duckdb"), read_only=True) as connection:
            return connection.execute(sql).fetchall()

    return ask


def codes() -> list[str]:
    return [code for code in county_codes(25) if code != "990001"]


def test_every_county_has_the_rows_of_the_one_it_is_like(ask: Ask) -> None:
    counts = ask("select county_code, count(*) from marts.fct_school_indicator group by all order by all")
    assert counts == [(code, 3) for code in sorted(codes())]
    assert len(ask('from bi."指标"')) == 24


def test_no_code_of_the_county_they_are_like_is_left(ask: Ask) -> None:
    left = ask(
        "select * from marts.fct_school_indicator where about like '%990001%' or school_code like '_199001%'"
    )
    assert left == []
    assert len(ask("select distinct school_code from marts.fct_school_indicator")) == 72


def test_what_tells_things_of_a_county_apart_is_another_in_every_county(ask: Ask) -> None:
    assert ask("select count(distinct finding_id), min(length(finding_id)) from quality.finding") == [(48, 4)]
    found = "select count(*) from quality.finding natural join quality.finding_file"
    assert ask(found) == [(48,)]
    assert ask("select distinct dataset from quality.finding") == [("roster",)]


def test_every_county_says_that_it_is_synthetic(ask: Ask) -> None:
    assert ask("select county_name from marts.dim_county where county_code = '990002'") == [
        ("合成县2（合成数据，非真实）",)
    ]
    assert ask("select count(*) from marts.dim_county where county_name not like '%合成数据，非真实%'") == [
        (0,)
    ]


def test_figures_vary_from_county_to_county_and_verdicts_do_not(ask: Ask) -> None:
    figures = ask("select value from marts.fct_school_indicator where school_code like '21%'")
    assert len(set(figures)) > 20
    assert all(isinstance(value, float) and 97 <= value <= 103 for (value,) in figures)
    assert ask("select status, count(*) from marts.fct_school_indicator group by all order by all") == [
        ("met", 24), ("no_data", 24), ("unmet", 24),
    ]  # fmt: skip


def test_what_has_no_county_is_as_it_is(ask: Ask) -> None:
    assert ask("from marts.dim_ruleset") == [("national", 4.5)]


def test_the_same_seed_gives_the_same_rows(nation: Path) -> None:
    with duckdb.connect() as connection:
        for name in ("many", "again"):
            connection.execute(f"attach '{nation / name}.duckdb' as {name} (read_only)")
        different = "(from many.marts.fct_school_indicator except from again.marts.fct_school_indicator)"
        assert connection.execute(f"select count(*) from {different}").fetchone() == (0,)
