{{ config(alias='数据变动文件') }}
{% set read = {'causes': 'figure_change_file'} %}

with {{ tables(read) }},

files as (select file_id, path, provider from {{ ref('file_version') }}),

final as (
    select
        {{ in_chinese(read, {
            '文件': 'files.path',
            '报送单位': 'files.provider',
        }) }}
    from causes
    left join files on causes.file_id = files.file_id
)

select * from final
