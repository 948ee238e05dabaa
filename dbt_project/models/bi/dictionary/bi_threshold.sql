{{ config(alias='指标标准值') }}

with thresholds as (select * from {{ ref('dim_threshold') }}),

rulesets as (select * from {{ ref('dim_ruleset') }}),

indicators as (select * from {{ ref('dim_indicator') }}),

comparisons as ({{ words('comparison') }}),

final as (
    select
        thresholds.ruleset_code as 标准代码,
        rulesets.name as 标准名称,
        indicators.sort_order as 排序,
        thresholds.indicator_code as 指标代码,
        indicators.indicator_name as 指标名称,
        thresholds.stage as 学段,
        thresholds.school_type_code as 办学类型码,
        comparisons.word as 比较方式,
        thresholds.threshold as 标准值,
        indicators.unit as 单位,
        thresholds.floor_ratio as 最低比例,
        thresholds.threshold * thresholds.floor_ratio as 最低值,
        thresholds.cv_limit as 差异系数上限,
        thresholds.basis as 依据
    from thresholds
    left join rulesets on thresholds.ruleset_code = rulesets.ruleset_code
    left join indicators on thresholds.indicator_code = indicators.indicator_code
    left join comparisons on thresholds.comparison = comparisons.code
)

select * from final
