{{ config(alias='学位需求') }}
{% set read = {
    'facts': 'fct_forecast_need',
    'counties': 'dim_county',
    'towns': 'dim_town',
} %}

with {{ tables(read) }},

final as (
    select
        {{ in_chinese(read, {
            '镇街名称': 'coalesce(towns.town_name, facts.town_code)',
        }) }}
    from {{ with_dimensions('facts', read) }}
)

select * from final
