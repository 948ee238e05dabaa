{{ config(alias='达标方案预算') }}
{{ view_of('facts', {
    'facts': 'dim_closing_budget',
    'counties': 'dim_county',
}) }}
