{{ config(alias='差异来源') }}
{{ view_of('facts', {
    'facts': 'fct_balance_driver',
    'counties': 'dim_county',
    'schools': 'dim_school',
    'rulesets': 'dim_ruleset',
    'indicators': 'dim_indicator',
}) }}
