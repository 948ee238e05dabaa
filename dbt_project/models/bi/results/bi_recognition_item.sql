{{ config(alias='认定项目') }}
{{ view_of('facts', {
    'facts': 'fct_recognition_item',
    'counties': 'dim_county',
    'rulesets': 'dim_ruleset',
}, instead={
    '学段': 'facts.stage',
}, worded={
    '判定': ['verdict', 'facts.status'],
    '是否计数': ['yes_no', 'facts.is_counted'],
}) }}
