{{ config(alias='达标方案汇总') }}
{% set read = {
    'facts': 'fct_closing_plan_summary',
    'counties': 'dim_county',
    'rulesets': 'dim_ruleset',
} %}

with {{ tables(read) }},

final as (
    select
        {{ in_chinese(read) }}
    from {{ with_dimensions('facts', read) }}
)

select * from final
