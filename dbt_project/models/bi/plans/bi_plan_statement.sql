{{ config(alias='推进方案表述') }}
{{ view_of('statements', {
    'statements': 'dim_plan_statement',
    'tasks': 'dim_plan_task',
    'rulesets': 'dim_ruleset',
    'indicators': 'dim_indicator',
}) }}
