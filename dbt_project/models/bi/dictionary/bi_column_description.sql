{{ config(alias='数据字典') }}

with descriptions as (select * from {{ ref('column_description') }}),

schemas as ({{ words('schema') }}),

final as (
    select
        descriptions.schema_name as 分区代码,
        schemas.word as 分区,
        descriptions.table_name as 表名,
        descriptions.column_order as 列序号,
        descriptions.column_name as 列名,
        descriptions.data_type as 数据类型,
        descriptions.description_zh as 中文说明,
        descriptions.description_en as 英文说明
    from descriptions
    left join schemas on descriptions.schema_name = schemas.code
)

select * from final
