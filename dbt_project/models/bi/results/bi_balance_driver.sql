{{ config(alias='差异来源') }}

with facts as (select * from {{ ref('fct_balance_driver') }}),

counties as (select * from {{ ref('dim_county') }}),

schools as (select * from {{ ref('dim_school') }}),

rulesets as (select * from {{ ref('dim_ruleset') }}),

indicators as (select * from {{ ref('dim_indicator') }}),

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
        schools.town_name as 镇街名称,
        facts.stage as 学段,
        facts.indicator_code as 指标代码,
        indicators.indicator_name as 指标名称,
        facts.pupils as 在校生数,
        facts.value as 指标值,
        facts.mean as 县均值,
        indicators.unit as 单位,
        facts.deviation as 与均值之差,
        facts.variance_share as 方差份额,
        facts.cv as 差异系数,
        facts.cv_without as 去掉该校后的差异系数,
        facts.cv_limit as 差异系数上限
    from facts
    left join counties on facts.county_code = counties.county_code
    left join schools
        on
            facts.county_code = schools.county_code
            and facts.school_year = schools.school_year
            and facts.school_code = schools.school_code
    left join rulesets on facts.ruleset_code = rulesets.ruleset_code
    left join indicators on facts.indicator_code = indicators.indicator_code
)

select * from final
