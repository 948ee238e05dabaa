{{ config(alias='指标责任部门') }}
{{ view_of('duties', {
    'duties': 'bridge_indicator_department',
    'indicators': 'dim_indicator',
    'departments': 'dim_department',
}) }}
