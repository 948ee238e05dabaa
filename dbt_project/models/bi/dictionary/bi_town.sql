{{ config(alias='镇街') }}
{% set read = {
    'towns': 'dim_town',
    'counties': 'dim_county',
} %}

with {{ tables(read) }},

final as (
    select
        {{ in_chinese(read) }}
    from towns
    left join counties on towns.county_code = counties.county_code
)

select * from final
