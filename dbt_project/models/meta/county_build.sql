-- From which night the figures of each county are, and why they are no newer. Empty when built; filled when the version
-- is published, because a version joins the nights of its counties.
select
    cast(null as text) as county_code,
    cast(null as text) as status,
    cast(null as text) as reason,
    cast(null as timestamp) as since,
    cast(null as text) as version_built,
    cast(null as text) as run_id,
    cast(null as timestamp) as built_at,
    cast(null as timestamp) as data_as_of,
    cast(null as text) as registry_hash,
    cast(null as text) as code_version,
    cast(null as text) as fingerprint
where false
