{{ config(alias='校际均衡') }}

with facts as (select * from {{ ref('fct_county_balance') }}),

counties as (select * from {{ ref('dim_county') }}),

rulesets as (select * from {{ ref('dim_ruleset') }}),

indicators as (select * from {{ ref('dim_indicator') }}),

verdicts as ({{ words('verdict') }}),

yes_no as ({{ words('yes_no') }}),

final as (
    select
        facts.county_code as 县代码,
        counties.county_name as 县名称,
        facts.school_year as 学年,
        {{ school_year_name('facts.school_year') }} as 学年名称,
        facts.ruleset_code as 标准代码,
        rulesets.name as 标准名称,
        facts.stage as 学段,
        facts.indicator_code as 指标代码,
        indicators.indicator_name as 指标名称,
        facts.units as 学校数,
        facts.units_missing as 缺数据学校数,
        facts.pupils as 在校生数,
        facts.mean as 县均值,
        indicators.unit as 单位,
        facts.standard_deviation as 标准差,
        facts.cv as 差异系数,
        round(facts.cv, 3) as 显示差异系数,
        facts.cv_limit as 差异系数上限,
        facts.status as 判定代码,
        verdicts.word as 判定,
        yes_no.word as 取整后判定是否改变
    from facts
    left join counties on facts.county_code = counties.county_code
    left join rulesets on facts.ruleset_code = rulesets.ruleset_code
    left join indicators on facts.indicator_code = indicators.indicator_code
    left join verdicts on facts.status = verdicts.code
    left join yes_no on cast(facts.flips_on_rounding as text) = yes_no.code
)

select * from final
