{{ config(alias='达标方案起点') }}
{{ view_of('facts', {
    'facts': 'fct_closing_standing',
    'counties': 'dim_county',
    'schools': 'dim_school',
    'rulesets': 'dim_ruleset',
    'indicators': 'dim_indicator',
}, worded={
    '是否全校共用': ['yes_no', 'facts.is_plant'],
    '是否整数': ['yes_no', 'facts.is_whole'],
}) }}
