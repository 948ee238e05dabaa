-- The units that a plan for a budget leaves out, with what they still lack. Empty when built, see fct_closing_plan.
select
    cast(null as text) as county_code,
    cast(null as integer) as school_year,
    cast(null as text) as ruleset_code,
    cast(null as text) as plan,
    cast(null as integer) as year,
    cast(null as text) as school_code,
    cast(null as text) as stage,
    cast(null as text) as indicator_code,
    cast(null as bigint) as pupils,
    cast(null as double) as reached,
    cast(null as double) as required,
    cast(null as double) as missing,
    cast(null as text) as unit
where false
