-- Who stands in the registers of two counties at once. Empty when built; filled when the version is published, because
-- no county's night knows of another.
select
    cast(null as text) as region_code,
    cast(null as integer) as school_year,
    cast(null as text) as dataset,
    cast(null as text) as school_code,
    cast(null as text) as other_region_code,
    cast(null as bigint) as entries
where false
