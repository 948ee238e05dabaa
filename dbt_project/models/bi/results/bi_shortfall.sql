{{ config(alias='缺口清单') }}

with facts as (select * from {{ ref('fct_shortfall') }}),

counties as (select * from {{ ref('dim_county') }}),

schools as (select * from {{ ref('dim_school') }}),

rulesets as (select * from {{ ref('dim_ruleset') }}),

indicators as (select * from {{ ref('dim_indicator') }}),

towns as (select * from {{ ref('dim_town') }}),

departments as (select * from {{ ref('dim_department') }}),

verdicts as ({{ words('verdict') }}),

final as (
    select
        facts.county_code as 县代码,
        counties.county_name as 县名称,
        facts.school_year as 学年,
        {{ school_year_name('facts.school_year') }} as 学年名称,
        facts.ruleset_code as 标准代码,
        rulesets.name as 标准名称,
        facts.department_code as 责任部门代码,
        departments.department_name as 责任部门,
        facts.town_code as 镇街代码,
        coalesce(schools.town_name, towns.town_name) as 镇街名称,
        facts.school_code as 学校代码,
        schools.school_name as 学校名称,
        facts.stage as 学段,
        facts.indicator_code as 指标代码,
        indicators.indicator_name as 指标名称,
        facts.dimension as 明细,
        facts.value as 指标值,
        round(facts.value, indicators.decimals) as 显示值,
        indicators.unit as 单位,
        facts.threshold as 标准值,
        facts.shortfall as 缺口,
        facts.shortfall_unit as 缺口单位,
        facts.status as 判定代码,
        verdicts.word as 判定
    from facts
    left join counties on facts.county_code = counties.county_code
    left join schools
        on
            facts.county_code = schools.county_code
            and facts.school_year = schools.school_year
            and facts.school_code = schools.school_code
    left join towns on facts.county_code = towns.county_code and facts.town_code = towns.town_code
    left join rulesets on facts.ruleset_code = rulesets.ruleset_code
    left join indicators on facts.indicator_code = indicators.indicator_code
    left join departments on facts.department_code = departments.department_code
    left join verdicts on facts.status = verdicts.code
)

select * from final
