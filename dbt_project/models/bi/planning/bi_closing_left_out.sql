{{ config(alias='达标方案未补齐') }}
{{ view_of('facts', {
    'facts': 'fct_closing_left_out',
    'counties': 'dim_county',
    'schools': 'dim_school',
    'rulesets': 'dim_ruleset',
    'indicators': 'dim_indicator',
}) }}
