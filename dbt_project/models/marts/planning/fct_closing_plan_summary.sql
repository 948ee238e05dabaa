-- What each closing plan comes to. Empty when built, see fct_closing_plan.
select
    cast(null as text) as county_code,
    cast(null as integer) as school_year,
    cast(null as text) as ruleset_code,
    cast(null as text) as plan,
    cast(null as integer) as year,
    cast(null as text) as status,
    cast(null as double) as gap,
    cast(null as double) as cost,
    cast(null as integer) as units_passing_before,
    cast(null as integer) as units_passing_after,
    cast(null as bigint) as pupils_passing_after,
    cast(null as integer) as cv_over_after,
    cast(null as text) as reason
where false
