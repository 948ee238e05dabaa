{{ config(alias='申报表列') }}

with columns as (select * from {{ ref('dim_form_column') }}),

final as (
    select
        form_table as 表,
        title as 表名,
        column_code as 列代码,
        column_order as 列次序,
        heading_group as 上级表头,
        heading as 表头,
        unit as 单位,
        decimals as 小数位数,
        indicator_code as 指标代码
    from columns
)

select * from final
