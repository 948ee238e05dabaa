{{ config(alias='数据变动') }}

with changes as (select * from {{ ref('figure_change') }}),

files as (select distinct file_id, path, provider from {{ ref('file_version') }}),

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
        files.path as 文件,
        files.provider as 报送单位
    from changes
    left join files on changes.because_file_id = files.file_id
)

select * from final
