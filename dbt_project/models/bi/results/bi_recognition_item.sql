{{ config(alias='认定项目') }}

with facts as (select * from {{ ref('fct_recognition_item') }}),

counties as (select * from {{ ref('dim_county') }}),

rulesets as (select * from {{ ref('dim_ruleset') }}),

verdicts as ({{ words('verdict') }}),

yes_no as ({{ words('yes_no') }}),

parts as ({{ words('part') }}),

final as (
    select
        facts.county_code as 县代码,
        counties.county_name as 县名称,
        facts.school_year as 学年,
        {{ school_year_name('facts.school_year') }} as 学年名称,
        facts.ruleset_code as 标准代码,
        rulesets.name as 标准名称,
        facts.area as 评价方面,
        facts.item_code as 项目代码,
        coalesce(facts.stage, parts.word) as 学段,
        facts.item_order as 项目次序,
        facts.item_name as 项目名称,
        facts.conclusion as 结论,
        facts.status as 判定代码,
        verdicts.word as 判定,
        yes_no.word as 是否计数,
        {{ data_as_of('facts.county_code') }} as 数据截至
    from facts
    left join counties on facts.county_code = counties.county_code
    left join rulesets on facts.ruleset_code = rulesets.ruleset_code
    left join verdicts on facts.status = verdicts.code
    left join yes_no on cast(facts.is_counted as text) = yes_no.code
    left join parts on parts.code = 'all'
)

select * from final
