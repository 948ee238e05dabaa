-- The steps of the closing plans. Empty when built: a plan is made of what is built (pipelines/planning), and written
-- before anything is asked of it.
select
    cast(null as text) as county_code,
    cast(null as integer) as school_year,
    cast(null as text) as ruleset_code,
    cast(null as text) as plan,
    cast(null as integer) as year,
    cast(null as integer) as step,
    cast(null as text) as action,
    cast(null as text) as action_code,
    cast(null as text) as indicator_code,
    cast(null as text) as school_code,
    cast(null as text) as stage,
    cast(null as text) as from_school_code,
    cast(null as boolean) as is_by_roster,
    cast(null as double) as quantity,
    cast(null as text) as unit,
    cast(null as double) as cost
where false
