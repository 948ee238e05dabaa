{{ config(alias='督导通报间隔') }}
{{ view_of('terms', {'terms': 'dim_county_briefing', 'counties': 'dim_county'}) }}
