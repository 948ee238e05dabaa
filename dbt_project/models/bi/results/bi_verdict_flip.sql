{{ config(alias='会改变的判定') }}
{{ view_of('facts', {
    'facts': 'fct_verdict_flip',
    'counties': 'dim_county',
    'schools': 'dim_school',
    'rulesets': 'dim_ruleset',
    'indicators': 'dim_indicator',
    'others': 'dim_ruleset',
}, instead={
    '换用标准代码': 'coalesce(facts.other_ruleset_code, facts.ruleset_code)',
    '换用标准名称': 'others.name',
}, by={
    'others': {'ruleset_code': 'facts.other_ruleset_code'},
}, worded={
    '原因': ['flip_cause', 'facts.cause'],
    '判定': ['verdict', 'facts.status'],
    '改变后判定': ['verdict', 'facts.other_status'],
}) }}
