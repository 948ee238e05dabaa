{{ config(alias='判定将变') }}
{{ view_of('facts', {
    'facts': 'fct_forecast_turn',
    'counties': 'dim_county',
    'rulesets': 'dim_ruleset',
    'indicators': 'dim_indicator',
    'schools': 'dim_school',
}, by={
    'schools': {'school_year': 'facts.base_year'},
}, worded={
    '起点判定': ['verdict', 'facts.status_today'],
    '判定': ['verdict', 'facts.status'],
}) }}
