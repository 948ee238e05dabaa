-- The towns of a county: those of the seed and those that a register names by code alone.
with named as (select county_code, town_code, town_name from {{ ref('towns') }}),

registered as (
    select distinct county_code, town_code, town_name
    from {{ ref('int_schools') }}
    where town_code is not null
),

final as (
    select
        county_code,
        town_code,
        coalesce(named.town_name, registered.town_name) as town_name
    from named
    full join registered using (county_code, town_code)
)

select * from final
