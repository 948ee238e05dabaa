{{ config(alias='镇街') }}
{{ view_of('towns', {
    'towns': 'dim_town',
    'counties': 'dim_county',
}) }}
