{{ config(alias='县指标责任部门') }}
{{ view_of('duties', {
    'duties': 'bridge_county_indicator_department',
    'counties': 'dim_county',
    'indicators': 'dim_indicator',
    'departments': 'dim_county_department',
}) }}
