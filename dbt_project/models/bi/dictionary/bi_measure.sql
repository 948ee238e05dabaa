{{ config(alias='办学数据项') }}
{{ view_of('measures', {
    'measures': 'dim_measure',
}, worded={
    '是否全校共用': ['yes_no', 'measures.is_plant'],
}) }}
