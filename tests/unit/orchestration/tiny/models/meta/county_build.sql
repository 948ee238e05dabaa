select
    cast(null as text) as county_code, cast(null as text) as status, cast(null as text) as reason,
    cast(null as timestamp) as since, cast(null as text) as version_built, cast(null as text) as run_id,
    cast(null as text) as fingerprint
where false
