{{ config(alias='指标所用数据项') }}
{{ view_of('measures_read', {
    'measures_read': 'bridge_indicator_measure',
    'indicators': 'dim_indicator',
    'measures': 'dim_measure',
}, instead={
    '单位': 'measures.unit',
}, worded={
    '用途': ['measure_role', 'measures_read.role'],
}) }}
