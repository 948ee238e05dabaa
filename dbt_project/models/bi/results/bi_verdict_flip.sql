{{ config(alias='会改变的判定') }}

with facts as (select * from {{ ref('fct_verdict_flip') }}),

counties as (select * from {{ ref('dim_county') }}),

schools as (select * from {{ ref('dim_school') }}),

rulesets as (select * from {{ ref('dim_ruleset') }}),

indicators as (select * from {{ ref('dim_indicator') }}),

verdicts as ({{ words('verdict') }}),

causes as ({{ words('flip_cause') }}),

final as (
    select
        facts.county_code as 县代码,
        counties.county_name as 县名称,
        facts.school_year as 学年,
        {{ school_year_name('facts.school_year') }} as 学年名称,
        facts.ruleset_code as 标准代码,
        rulesets.name as 标准名称,
        facts.cause as 原因代码,
        causes.word as 原因,
        facts.other_ruleset_code as 换用标准代码,
        others.name as 换用标准名称,
        facts.dimension as 明细,
        facts.school_code as 学校代码,
        schools.school_name as 学校名称,
        schools.town_name as 镇街名称,
        facts.stage as 学段,
        facts.indicator_code as 指标代码,
        indicators.indicator_name as 指标名称,
        facts.status as 判定代码,
        verdicts.word as 判定,
        facts.value as 指标值,
        facts.other_status as 改变后判定代码,
        other_verdicts.word as 改变后判定,
        facts.other_value as 改变后指标值
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
    left join causes on facts.cause = causes.code
    left join rulesets as others on facts.other_ruleset_code = others.ruleset_code
    left join verdicts as other_verdicts on facts.other_status = other_verdicts.code
)

select * from final
