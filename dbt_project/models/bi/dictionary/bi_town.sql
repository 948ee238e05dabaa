{{ config(alias='镇街') }}
{% set read = {
    'towns': 'dim_town',
    'counties': 'dim_county',
} %}

with {{ tables(read) }},

final as (
    select
        {{ in_chinese(read) }}
    from {{ with_dimensions('towns', read) }}
)

select * from final
