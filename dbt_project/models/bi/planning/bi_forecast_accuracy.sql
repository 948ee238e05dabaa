{{ config(alias='预测检验') }}
{% set read = {
    'facts': 'fct_forecast_accuracy',
    'counties': 'dim_county',
} %}

with {{ tables(read) }},

final as (
    select
        {{ in_chinese(read, {
            '误差之比': 'facts.error / nullif(facts.error_as_last_year, 0)',
        }) }}
    from {{ with_dimensions('facts', read) }}
)

select * from final
