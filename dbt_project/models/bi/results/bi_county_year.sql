{{ config(alias='县情') }}
{{ view_of('facts', {
    'facts': 'fct_county_year',
    'counties': 'dim_county',
    'towns': 'dim_town',
}, instead={
    '镇街名称': 'coalesce(towns.town_name, facts.town_code)',
}) }}
