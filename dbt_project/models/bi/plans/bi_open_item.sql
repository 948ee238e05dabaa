{{ config(alias='待办项目') }}
{{ view_of('facts', {
    'facts': 'fct_open_item',
    'counties': 'dim_county',
    'rulesets': 'dim_ruleset',
}, instead={
    '学段': 'facts.stage',
}, worded={
    '判定': ['verdict', 'facts.status'],
}) }}
