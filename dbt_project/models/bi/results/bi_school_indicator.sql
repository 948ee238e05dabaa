{{ config(alias='学校指标') }}

with facts as (select * from {{ ref('fct_school_indicator') }}),

counties as (select * from {{ ref('dim_county') }}),

schools as (select * from {{ ref('dim_school') }}),

rulesets as (select * from {{ ref('dim_ruleset') }}),

indicators as (select * from {{ ref('dim_indicator') }}),

verdicts as ({{ words('verdict') }}),

comparisons as ({{ words('comparison') }}),

yes_no as ({{ words('yes_no') }}),

final as (
    select
        facts.county_code as 县代码,
        counties.county_name as 县名称,
        facts.school_year as 学年,
        {{ school_year_name('facts.school_year') }} as 学年名称,
        facts.ruleset_code as 标准代码,
        rulesets.name as 标准名称,
        facts.school_code as 学校代码,
        schools.school_name as 学校名称,
        schools.town_code as 镇街代码,
        schools.town_name as 镇街名称,
        schools.urban_rural as 城乡类别,
        facts.stage as 学段,
        facts.indicator_code as 指标代码,
        indicators.indicator_name as 指标名称,
        indicators.area as 评价方面,
        facts.numerator as 分子,
        facts.denominator as 分母,
        facts.value as 指标值,
        round(facts.value, indicators.decimals) as 显示值,
        indicators.unit as 单位,
        comparisons.word as 比较方式,
        facts.threshold as 标准值,
        facts.floor as 最低值,
        facts.status as 判定代码,
        verdicts.word as 判定,
        facts.shortfall as 缺口,
        facts.shortfall_unit as 缺口单位,
        yes_no.word as 取整后判定是否改变
    from facts
    left join counties on facts.county_code = counties.county_code
    left join schools
        on
            facts.county_code = schools.county_code
            and facts.school_year = schools.school_year
            and facts.school_code = schools.school_code
    left join rulesets on facts.ruleset_code = rulesets.ruleset_code
    left join indicators on facts.indicator_code = indicators.indicator_code
    left join verdicts on facts.status = verdicts.code
    left join comparisons on facts.comparison = comparisons.code
    left join yes_no on cast(facts.flips_on_rounding as text) = yes_no.code
)

select * from final
