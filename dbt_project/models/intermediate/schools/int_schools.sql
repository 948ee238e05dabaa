-- The register in force with its codes spelled out: a row per county, school year and school. A school whose row was
-- set aside (`is_set_aside`) exists, and nothing but its code and name is known of it; one without a readable code is
-- one school more.
with set_aside as (
    select
        county_code,
        school_year,
        coalesce(
            school_code,
            (select word from {{ ref('code_words') }} where word_kind = 'place' and code = 'unknown_school')
            || row_number() over (
                partition by county_code, school_year, school_code is null order by file_id, sheet, row_number
            )
        ) as school_code,
        any_value(school_name) as school_name,
        min(file_id) as file_id
    from {{ ref('stg_rows_set_aside') }}
    where dataset = 'school_register'
    group by county_code, school_year, school_code, file_id, sheet, row_number
    qualify row_number() over (partition by county_code, school_year, school_code order by file_id) = 1
),

register as (
    select *, false as is_set_aside from {{ ref('stg_school_register') }}
    union all by name
    select *, true as is_set_aside from set_aside
),

final as (
    select
        register.county_code,
        register.school_year,
        register.school_code,
        coalesce(register.school_name, register.school_code) as school_name,
        register.school_type_code,
        coalesce(school_types.school_type, register.school_type_code) as school_type,
        coalesce(school_types.is_ordinary, register.is_set_aside) as is_ordinary,
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
        register.is_set_aside,
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
