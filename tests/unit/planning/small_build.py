"""A finished build with two schools and one resource, as far as a plan reads it."""

from __future__ import annotations

from pathlib import Path

import duckdb

STATEMENTS = """
create schema marts;
create table marts.fct_closing_standing as
select
    '990101' as county_code, 2024 as school_year, 'national' as ruleset_code, school as school_code,
    '小学' as stage, 'R7' as indicator_code, pupils, rooms as numerator, 100.0 as scale, 2.3 as threshold,
    1.955 as floor, rooms as campus_numerator, 1.0 as weighted_pupils, 1.0 as campus_weighted_pupils,
    true as is_plant, '间' as unit, 1.0 as unit_factor, true as is_whole,
    'multimedia_rooms' as numerator_measure
from (values ('1', 100.0, 1.0), ('2', 100.0, 3.0)) as schools (school, pupils, rooms);
create table marts.fct_county_balance as
select
    '990101' as county_code, 2024 as school_year, 'national' as ruleset_code, '小学' as stage,
    'R7' as indicator_code, 0.5 as cv_limit;
create table marts.dim_school as
select '990101' as county_code, 2024 as school_year, * from (values
    ('1', '甲校', '990101001'), ('2', '乙校', '990101001')
) as schools (school_code, school_name, town_code);
create table marts.dim_closing_action as
select
    'buy' as action_code, '购置' as action, '购置网络多媒体教室' as action_name, 'R7' as counts_in,
    null::text as may_count_in, 1 as turn, false as is_move, null::text as of_measure,
    null::boolean as is_by_roster, null::text as pool_indicator, '通行做法' as basis;
create table marts.dim_closing_term (
    county_code text, action_code text, school_code text, stage text, price double, at_most double,
    basis text, noted_on date
);
create table marts.dim_closing_budget (
    county_code text, year integer, budget double, basis text, noted_on date
);
create table marts.dim_closing_priority (
    county_code text, school_code text, stage text, priority integer, basis text, noted_on date
);
create table marts.fct_school_measure (
    county_code text, school_year integer, school_code text, stage text, measure_code text, value double
);
create table marts.fct_county_indicator (
    county_code text, school_year integer, ruleset_code text, indicator_code text, dimension text,
    threshold double, denominator double
);
create table marts.dim_indicator (indicator_code text, unit text);
create table marts.dim_ruleset as select 'national' as ruleset_code, 1 as compliance_min_met;
create table marts.fct_closing_plan (
    county_code text, school_year integer, ruleset_code text, plan text, year integer, step integer,
    action text, action_code text, indicator_code text, school_code text, stage text,
    from_school_code text, is_by_roster boolean, quantity double, unit text, cost double
);
create table marts.fct_closing_plan_summary (
    county_code text, school_year integer, ruleset_code text, plan text, year integer, status text,
    gap double, cost double, units_passing_before integer, units_passing_after integer,
    pupils_passing_after bigint, cv_over_after integer, reason text
);
create table marts.fct_closing_progress (
    county_code text, school_year integer, ruleset_code text, plan text, point integer, year integer,
    part text, school_code text, action_code text, works integer, cost_so_far double,
    units_passing integer, pupils_passing bigint, cv_over integer
);
create table marts.fct_closing_left_out (
    county_code text, school_year integer, ruleset_code text, plan text, year integer, school_code text,
    stage text, indicator_code text, pupils bigint, reached double, required double, missing double, unit text
);
"""
"""School 1 has one room for 100 pupils and needs three (2.3 in a hundred pupils); school 2 has three."""


def write_small_build(path: Path) -> Path:
    """Write it to a file."""
    with duckdb.connect(str(path)) as connection:
        connection.execute(STATEMENTS)
    return path
