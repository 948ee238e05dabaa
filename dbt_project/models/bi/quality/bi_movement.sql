{{ config(alias='变动说明') }}

with files as (select file_id, any_value(path) as path from {{ ref('file_version') }} group by file_id),

causes as (
    select causes.table_name, causes.key, list_sort(list_distinct(list(files.path))) as paths
    from {{ ref('figure_change_file') }} as causes
    left join files on causes.file_id = files.file_id
    group by causes.table_name, causes.key
),

changes as (
    select moved.*, {{ at_most_three('causes.paths') }} as because_files
    from {{ ref('figure_change') }} as moved
    left join causes on moved.table_name = causes.table_name and moved.key = causes.key
),

{{ movements_in_words() }}

select * from final
