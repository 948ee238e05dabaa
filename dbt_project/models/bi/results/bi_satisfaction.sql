{{ config(alias='满意度调查') }}
{{ view_of('facts', {
    'facts': 'fct_satisfaction',
    'counties': 'dim_county',
}) }}
