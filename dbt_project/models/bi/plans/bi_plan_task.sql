{{ config(alias='推进任务进度') }}
{{ view_of('facts', {
    'facts': 'fct_plan_task',
    'tasks': 'dim_plan_task',
    'counties': 'dim_county',
    'rulesets': 'dim_ruleset',
}, worded={
    '判定': ['verdict', 'facts.status'],
}) }}
