{{ config(alias='达标方案起点') }}
{% set read = {
    'facts': 'fct_closing_standing',
    'counties': 'dim_county',
    'schools': 'dim_school',
    'rulesets': 'dim_ruleset',
    'indicators': 'dim_indicator',
} %}

with {{ tables(read) }},

plant as ({{ words('yes_no') }}),

whole as ({{ words('yes_no') }}),

final as (
    select
        {{ in_chinese(read, {
            '是否全校共用': 'plant.word',
            '是否整数': 'whole.word',
        }) }}
    from {{ with_dimensions('facts', read) }}
    left join plant on cast(facts.is_plant as text) = plant.code
    left join whole on cast(facts.is_whole as text) = whole.code
)

select * from final
