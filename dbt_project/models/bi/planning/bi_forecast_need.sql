{{ config(alias='学位需求') }}
{{ view_of('facts', {
    'facts': 'fct_forecast_need',
    'counties': 'dim_county',
    'towns': 'dim_town',
}, instead={
    '镇街名称': 'coalesce(towns.town_name, facts.town_code)',
}) }}
