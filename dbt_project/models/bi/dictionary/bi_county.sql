{{ config(alias='县区') }}
{{ view_of('facts', {'facts': 'dim_county'}) }}
