{{ config(alias='工作表清单') }}
{{ view_of('sheets', {
    'sheets': 'sheet_version',
    'files': 'file_version',
    'counties': 'dim_county',
    'datasets': 'dim_dataset',
}, instead={
    '收到时间': local_time('files.received_at'),
}, by={
    'counties': {'county_code': 'files.county_code'},
}, worded={
    '状态': ['file_state', 'sheets.state'],
}) }}
