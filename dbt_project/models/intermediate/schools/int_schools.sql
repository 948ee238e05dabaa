-- The register in force with its codes spelled out: a row per county, school year and school.
with register as (select * from {{ ref('stg_school_register') }}),

final as (
    select
        register.county_code,
        register.school_year,
        register.school_code,
        register.school_name,
        register.school_type_code,
        coalesce(school_types.school_type, register.school_type_code) as school_type,
        coalesce(school_types.is_ordinary, false) as is_ordinary,
        coalesce(school_types.is_teaching_point, false) as is_teaching_point,
        coalesce(school_types.is_special, false) as is_special,
        register.provider_type_code,
        provider_types.ownership,
        provider_types.is_public,
        register.urban_rural_code,
        urban_rural_types.urban_rural,
        urban_rural_types.is_outside_the_city,
        register.town_code,
        coalesce(towns.town_name, register.town_code, register.town_as_handed_in) as town_name,
        register.founded_year,
        register.is_boarding,
        coalesce(register.counts_as_school, true) as counts_as_school,
        register.parent_school_code,
        register.grades,
        register.file_id
    from register
    left join {{ ref('school_types') }} as school_types on register.school_type_code = school_types.school_type_code
    left join {{ ref('provider_types') }} as provider_types
        on register.provider_type_code = provider_types.provider_type_code
    left join {{ ref('urban_rural_types') }} as urban_rural_types
        on register.urban_rural_code = urban_rural_types.urban_rural_code
    left join {{ ref('towns') }} as towns
        on register.county_code = towns.county_code and register.town_code = towns.town_code
)

select * from final
