-- Changes to measures that somebody wants to see the verdicts of (`junheng whatif`). Empty on every night; a what-if
-- writes its changes here before anything is built; plant that stages share has a row for each stage.
select
    cast(null as text) as county_code,
    cast(null as integer) as school_year,
    cast(null as text) as school_code,
    cast(null as text) as stage,
    cast(null as text) as measure_code,
    cast(null as double) as delta
where false
