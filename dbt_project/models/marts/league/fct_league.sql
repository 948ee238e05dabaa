-- Counties, prefectures, provinces and the nation beside each other. Empty when built; filled when the version is
-- published, because no county's night knows of another.
select
    cast(null as text) as region_kind,
    cast(null as text) as region_code,
    cast(null as integer) as school_year,
    cast(null as text) as ruleset_code,
    cast(null as text) as stage,
    cast(null as text) as figure,
    cast(null as double) as value,
    cast(null as integer) as rank_in_prefecture,
    cast(null as integer) as rank_in_province,
    cast(null as double) as change,
    cast(null as integer) as target_year,
    cast(null as integer) as counties_total,
    cast(null as integer) as counties_in,
    cast(null as integer) as counties_kept
where false
