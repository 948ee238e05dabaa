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
    from statements
    left join tasks on statements.ruleset_code = tasks.ruleset_code and statements.task = tasks.task
    left join rulesets on statements.ruleset_code = rulesets.ruleset_code
    left join indicators on statements.indicator_code = indicators.indicator_code
)

select * from final
