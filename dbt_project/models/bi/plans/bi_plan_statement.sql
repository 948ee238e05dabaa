{{ config(alias='推进方案表述') }}
{% set read = {
    'statements': 'dim_plan_statement',
    'tasks': 'dim_plan_task',
    'rulesets': 'dim_ruleset',
    'indicators': 'dim_indicator',
} %}

with {{ tables(read) }},

final as (
    select
        {{ in_chinese(read) }}
    from {{ with_dimensions('statements', read) }}
)

select * from final
