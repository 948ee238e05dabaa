{{ config(alias='文件清单') }}
{{ view_of('files', {
    'files': 'file_version',
    'counties': 'dim_county',
    'datasets': 'dim_dataset',
}, instead={
    '收到时间': local_time('files.received_at'),
}, worded={
    '状态': ['file_state', 'files.state'],
}) }}
