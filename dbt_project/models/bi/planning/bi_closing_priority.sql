{{ config(alias='达标方案先后') }}
{% set read = {
    'facts': 'dim_closing_priority',
    'counties': 'dim_county',
} %}

with {{ tables(read) }},

final as (
    select
        {{ in_chinese(read) }}
    from {{ with_dimensions('facts', read) }}
)

select * from final
