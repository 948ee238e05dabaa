{{ config(alias='达标方案成效') }}
{{ view_of('facts', {
    'facts': 'fct_closing_progress',
    'counties': 'dim_county',
    'rulesets': 'dim_ruleset',
    'schools': 'dim_school',
    'actions': 'dim_closing_action',
}) }}
