{{ config(alias='工作表清单') }}
{% set read = {
    'sheets': 'sheet_version',
    'files': 'file_version',
    'counties': 'dim_county',
    'datasets': 'dim_dataset',
} %}

with {{ tables(read) }},

states as ({{ words('file_state') }}),

final as (
    select
        {{ in_chinese(read, {
            '状态': 'states.word',
            '收到时间': local_time('files.received_at'),
        }) }}
    from sheets
    inner join files on sheets.file_id = files.file_id
    left join counties on files.county_code = counties.county_code
    left join datasets on sheets.dataset = datasets.dataset
    left join states on sheets.state = states.code
)

select * from final
