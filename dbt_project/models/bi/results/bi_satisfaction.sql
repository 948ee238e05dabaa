{{ config(alias='满意度调查') }}
{% set read = {
    'facts': 'fct_satisfaction',
    'counties': 'dim_county',
} %}

with {{ tables(read) }},

final as (
    select
        {{ in_chinese(read) }}
    from {{ with_dimensions('facts', read) }}
)

select * from final
