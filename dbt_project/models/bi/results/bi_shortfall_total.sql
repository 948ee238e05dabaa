{{ config(alias='缺口合计') }}

with facts as (select * from {{ ref('fct_shortfall_total') }}),

counties as (select * from {{ ref('dim_county') }}),

rulesets as (select * from {{ ref('dim_ruleset') }}),

indicators as (select * from {{ ref('dim_indicator') }}),

towns as (select * from {{ ref('dim_town') }}),

departments as (select * from {{ ref('dim_county_department') }}),

parts as ({{ words('part') }}),

final as (
    select
        facts.county_code as 县代码,
        counties.county_name as 县名称,
        facts.school_year as 学年,
        {{ school_year_name('facts.school_year') }} as 学年名称,
        facts.ruleset_code as 标准代码,
        rulesets.name as 标准名称,
        coalesce(facts.department_code, parts.word) as 责任部门代码,
        coalesce(departments.department_name, parts.word) as 责任部门,
        coalesce(facts.town_code, parts.word) as 镇街代码,
        coalesce(towns.town_name, facts.town_code, parts.word) as 镇街名称,
        facts.indicator_code as 指标代码,
        indicators.indicator_name as 指标名称,
        coalesce(facts.stage, parts.word) as 学段,
        facts.lacking as 未达标数,
        facts.no_data as 缺数据数,
        facts.shortfall as 缺口合计,
        facts.printed_shortfall as 显示缺口,
        facts.shortfall_unit as 缺口单位,
        {{ data_as_of('facts.county_code') }} as 数据截至
    from facts
    left join counties on facts.county_code = counties.county_code
    left join rulesets on facts.ruleset_code = rulesets.ruleset_code
    left join indicators on facts.indicator_code = indicators.indicator_code
    left join departments
        on facts.county_code = departments.county_code and facts.department_code = departments.department_code
    left join towns on facts.county_code = towns.county_code and facts.town_code = towns.town_code
    left join parts on parts.code = 'all'
)

select * from final
