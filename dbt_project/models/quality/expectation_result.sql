-- What every gate said about this version. Empty when built; filled when the version is published, because the gates
-- look at the finished build.
select
    cast(null as text) as run_id,
    cast(null as text) as stage,
    cast(null as text) as suite,
    cast(null as text) as expectation,
    cast(null as text) as severity,
    cast(null as boolean) as success,
    cast(null as text) as observed,
    cast(null as bigint) as unexpected_count,
    cast(null as text) as county_code,
    cast(null as text) as waived_by
where false
