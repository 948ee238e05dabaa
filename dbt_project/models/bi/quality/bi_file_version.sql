{{ config(alias='文件清单') }}
{% set read = {
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
    from {{ with_dimensions('files', read) }}
    left join states on files.state = states.code
)

select * from final
