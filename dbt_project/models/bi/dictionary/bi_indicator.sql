{{ config(alias='指标') }}
{{ view_of('indicators', {
    'indicators': 'dim_indicator',
}, instead={
    '推进任务序号': 'indicators.seed_task',
}, worded={
    '评价层级': ['grain', 'indicators.grain'],
    '指标类型': ['indicator_kind', 'indicators.kind'],
}) }}
