-- preschool_population in force: made from the contracts by `make generate`; what is written here by hand is lost.
-- birth_year decides, whatever folder the file lies in.
-- A town may be handed in by code or by a name that has a seed row.
with in_force as ({{ in_force('preschool_population') }}),

towns as (select * from {{ ref('towns') }}),

final as (
    select
        in_force.* exclude (town_code, school_year),
        coalesce({{ town_code('in_force.town_code') }}, in_force.town_code) as town_code,
        in_force.town_code as town_as_handed_in,
        cast(in_force.birth_year as integer) as school_year
    from in_force
    left join towns
        on in_force.county_code = towns.county_code and in_force.town_code = towns.town_name
)

select * from final
