{{ config(alias='指标') }}

with indicators as (select * from {{ ref('dim_indicator') }}),

kinds as ({{ words('indicator_kind') }}),

grains as ({{ words('grain') }}),

final as (
    select
        indicators.sort_order as 排序,
        indicators.indicator_code as 指标代码,
        indicators.item_code as 项目代码,
        indicators.indicator_name as 指标名称,
        indicators.indicator_name_en as 英文名称,
        indicators.area as 评价方面,
        indicators.grain as 评价层级代码,
        grains.word as 评价层级,
        indicators.kind as 指标类型代码,
        kinds.word as 指标类型,
        indicators.unit as 单位,
        indicators.decimals as 显示小数位数,
        indicators.formula as 计算方法,
        indicators.seed_task as 推进任务序号,
        indicators.basis as 依据
    from indicators
    left join kinds on indicators.kind = kinds.code
    left join grains on indicators.grain = grains.code
)

select * from final
