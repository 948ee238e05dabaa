{{ config(alias='达标方案先后') }}
{{ view_of('facts', {
    'facts': 'dim_closing_priority',
    'counties': 'dim_county',
}) }}
