{{ config(alias='达标方案') }}
{{ view_of('facts', {
    'facts': 'fct_closing_plan',
    'counties': 'dim_county',
    'schools': 'dim_school',
    'givers': 'dim_school',
    'rulesets': 'dim_ruleset',
    'indicators': 'dim_indicator',
    'actions': 'dim_closing_action',
}, instead={
    '学段': 'facts.stage',
    '调出学校名称': 'givers.school_name',
}, by={
    'givers': {'school_code': 'facts.from_school_code'},
}, worded={
    '是否按名册': ['yes_no', 'facts.is_by_roster'],
}) }}
