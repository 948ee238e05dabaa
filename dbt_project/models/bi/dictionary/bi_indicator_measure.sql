{{ config(alias='指标所用数据项') }}

with measures_read as (select * from {{ ref('bridge_indicator_measure') }}),

indicators as (select * from {{ ref('dim_indicator') }}),

measures as (select * from {{ ref('dim_measure') }}),

roles as ({{ words('measure_role') }}),

final as (
    select
        measures_read.indicator_code as 指标代码,
        indicators.indicator_name as 指标名称,
        measures_read.dimension as 口径,
        measures_read.role as 用途代码,
        roles.word as 用途,
        measures_read.measure_code as 数据项代码,
        measures.measure_name as 数据项,
        measures.unit as 单位
    from measures_read
    left join indicators on measures_read.indicator_code = indicators.indicator_code
    left join measures on measures_read.measure_code = measures.measure_code
    left join roles on measures_read.role = roles.code
)

select * from final
