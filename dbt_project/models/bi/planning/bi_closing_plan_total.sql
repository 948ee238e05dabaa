{{ config(alias='达标方案合计') }}

with steps as (
    select
        county_code,
        school_year,
        ruleset_code,
        plan,
        year,
        step,
        action_code,
        school_code,
        unit,
        max(quantity) as quantity,
        sum(cost) as cost
    from {{ ref('fct_closing_plan') }}
    group by all
),

totals as (
    select
        county_code,
        school_year,
        ruleset_code,
        plan,
        year,
        action_code,
        unit,
        count(distinct school_code)::integer as schools,
        sum(quantity) as quantity,
        case when count(*) = count(cost) then sum(cost) end as cost
    from steps
    group by all
),

counties as (select * from {{ ref('dim_county') }}),

rulesets as (select * from {{ ref('dim_ruleset') }}),

actions as (select * from {{ ref('dim_closing_action') }}),

final as (
    select
        totals.county_code as 县代码,
        counties.county_name as 县名称,
        totals.school_year as 学年,
        totals.ruleset_code as 标准代码,
        rulesets.name as 标准名称,
        totals.plan as 方案,
        totals.year as 财政年度,
        actions.turn as 次序,
        actions.action as 行动,
        actions.action_name as 行动名称,
        totals.schools as 学校数,
        totals.quantity as 数量合计,
        totals.unit as 单位,
        totals.cost as 费用合计万元,
        {{ data_as_of('totals.county_code') }} as 数据截至
    from totals
    left join counties on totals.county_code = counties.county_code
    left join rulesets on totals.ruleset_code = rulesets.ruleset_code
    left join actions on totals.action_code = actions.action_code
)

select * from final
