{{ config(alias='县级指标') }}

with facts as (select * from {{ ref('fct_county_indicator') }}),

counties as (select * from {{ ref('dim_county') }}),

rulesets as (select * from {{ ref('dim_ruleset') }}),

indicators as (select * from {{ ref('dim_indicator') }}),

verdicts as ({{ words('verdict') }}),

comparisons as ({{ words('comparison') }}),

final as (
    select
        facts.county_code as 县代码,
        counties.county_name as 县名称,
        facts.school_year as 学年,
        {{ school_year_name('facts.school_year') }} as 学年名称,
        facts.ruleset_code as 标准代码,
        rulesets.name as 标准名称,
        indicators.sort_order as 排序,
        facts.indicator_code as 指标代码,
        indicators.indicator_name as 指标名称,
        indicators.area as 评价方面,
        facts.stage as 学段,
        facts.dimension as 明细,
        facts.numerator as 分子,
        facts.denominator as 分母,
        facts.value as 指标值,
        round(facts.value, indicators.decimals) as 显示值,
        indicators.unit as 单位,
        comparisons.word as 比较方式,
        facts.threshold as 标准值,
        facts.status as 判定代码,
        verdicts.word as 判定,
        facts.subjects_total as 评价对象数,
        facts.subjects_unmet as 未达标对象数,
        facts.subjects_near as 接近达标对象数,
        facts.subjects_no_data as 缺数据对象数,
        facts.conclusion as 结论
    from facts
    left join counties on facts.county_code = counties.county_code
    left join rulesets on facts.ruleset_code = rulesets.ruleset_code
    left join indicators on facts.indicator_code = indicators.indicator_code
    left join verdicts on facts.status = verdicts.code
    left join comparisons on facts.comparison = comparisons.code
)

select * from final
