{{ config(alias='数据变动文件') }}

with causes as (select * from {{ ref('figure_change_file') }}),

files as (select distinct file_id, path, provider from {{ ref('file_version') }}),

final as (
    select
        causes.version as 版本,
        causes.table_name as 表名,
        causes.key as 主键,
        causes.file_id as 文件号,
        files.path as 文件,
        files.provider as 报送单位,
        causes.came as 是否新报送
    from causes
    left join files on causes.file_id = files.file_id
)

select * from final
