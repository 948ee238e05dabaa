{{ config(alias='问题涉及的文件') }}
{% set read = {'concerned': 'finding_file'} %}

with {{ tables(read) }},

files as (select file_id, path, provider from {{ ref('file_version') }}),

final as (
    select
        {{ in_chinese(read, {
            '文件': 'files.path',
            '报送单位': 'files.provider',
        }) }}
    from concerned
    left join files on concerned.file_id = files.file_id
)

select * from final
