{{ config(alias='比较数据种类') }}
{{ view_of('kinds', {'kinds': 'dim_league_figure'}) }}
