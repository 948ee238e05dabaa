{{ config(alias='指标责任部门') }}

with duties as (select * from {{ ref('bridge_indicator_department') }}),

indicators as (select * from {{ ref('dim_indicator') }}),

departments as (select * from {{ ref('dim_department') }}),

final as (
    select
        duties.indicator_code as 指标代码,
        indicators.indicator_name as 指标名称,
        duties.department_code as 责任部门代码,
        departments.department_name as 责任部门,
        duties.task as 推进任务序号
    from duties
    left join indicators on duties.indicator_code = indicators.indicator_code
    left join departments on duties.department_code = departments.department_code
)

select * from final
