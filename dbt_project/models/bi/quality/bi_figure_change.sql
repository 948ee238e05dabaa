{{ config(alias='数据变动') }}
{% set read = {'changes': 'figure_change'} %}

with {{ tables(read) }},

files as (select file_id, path, provider from {{ ref('file_version') }}),

causes as (
    select
        causes.table_name,
        causes.key,
        count(*) as file_count,
        list_sort(list_distinct(list(files.path))) as paths,
        list_sort(list_distinct(list(files.provider))) as providers
    from {{ ref('figure_change_file') }} as causes
    left join files on causes.file_id = files.file_id
    group by causes.table_name, causes.key
),

final as (
    select
        {{ in_chinese(read, {
            '文件数': 'coalesce(causes.file_count, 0)',
            '文件': at_most_three('causes.paths'),
            '报送单位': at_most_three('causes.providers'),
        }) }}
    from changes
    left join causes on changes.table_name = causes.table_name and changes.key = causes.key
)

select * from final
