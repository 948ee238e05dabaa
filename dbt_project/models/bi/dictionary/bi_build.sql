{{ config(alias='数据来源') }}
{{ view_of('files', {
    'files': 'build',
    'counties': 'dim_county',
    'datasets': 'dim_dataset',
}, instead={
    '计算时间': local_time('try_cast(files.built_at as timestamp)'),
    '数据截止时间': local_time('try_cast(files.as_known_on as timestamp)'),
    '收到时间': local_time('files.received_at'),
}) }}
