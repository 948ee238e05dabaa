{{ config(alias='办学数据项') }}

with measures as (select * from {{ ref('dim_measure') }}),

yes_no as ({{ words('yes_no') }}),

final as (
    select
        measures.measure_code as 数据项代码,
        measures.measure_name as 数据项,
        measures.measure_name_en as 英文名称,
        measures.unit as 单位,
        yes_no.word as 是否全校共用
    from measures
    left join yes_no on cast(measures.is_plant as text) = yes_no.code
)

select * from final
