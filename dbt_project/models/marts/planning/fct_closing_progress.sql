-- What each closing plan has come to after each of its parts. Empty when built, see fct_closing_plan.
select
    cast(null as text) as county_code,
    cast(null as integer) as school_year,
    cast(null as text) as ruleset_code,
    cast(null as text) as plan,
    cast(null as integer) as point,
    cast(null as integer) as year,
    cast(null as text) as part,
    cast(null as text) as school_code,
    cast(null as text) as action_code,
    cast(null as integer) as works,
    cast(null as double) as cost_so_far,
    cast(null as integer) as units_passing,
    cast(null as bigint) as pupils_passing,
    cast(null as integer) as cv_over
where false
