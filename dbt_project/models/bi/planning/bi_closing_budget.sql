{{ config(alias='达标方案预算') }}
{% set read = {
    'facts': 'dim_closing_budget',
    'counties': 'dim_county',
} %}

with {{ tables(read) }},

final as (
    select
        {{ in_chinese(read) }}
    from {{ with_dimensions('facts', read) }}
)

select * from final
