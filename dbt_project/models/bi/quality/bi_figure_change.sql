{{ config(alias='数据变动') }}

with changes as (select * from {{ ref('figure_change') }}),

files as (select distinct file_id, path, provider from {{ ref('file_version') }}),

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
        changes.version as 版本,
        changes.previous_version as 上一版本,
        changes.table_name as 表名,
        changes.key as 主键,
        changes.column_name as 列名,
        changes.before as 变动前,
        changes.after as 变动后,
        changes.because_file_id as 文件号,
        coalesce(causes.file_count, 0) as 文件数,
        {{ at_most_three('causes.paths') }} as 文件,
        {{ at_most_three('causes.providers') }} as 报送单位
    from changes
    left join causes on changes.table_name = causes.table_name and changes.key = causes.key
)

select * from final
