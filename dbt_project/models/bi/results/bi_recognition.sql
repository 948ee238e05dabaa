{{ config(alias='认定进度') }}

with recognition as (select * from {{ ref('fct_recognition') }}),

counties as (select * from {{ ref('dim_county') }}),

rulesets as (select * from {{ ref('dim_ruleset') }}),

passes as ({{ words('pass') }}),

final as (
    select
        recognition.county_code as 县代码,
        counties.county_name as 县名称,
        recognition.school_year as 学年,
        {{ school_year_name('recognition.school_year') }} as 学年名称,
        recognition.ruleset_code as 标准代码,
        rulesets.name as 标准名称,
        recognition.area as 评价方面,
        recognition.items_total as 项目总数,
        recognition.items_met as 达标项目数,
        recognition.items_unmet as 未达标项目数,
        recognition.items_no_data as 缺数据项目数,
        recognition.passes as 是否通过,
        passes.word as 结论
    from recognition
    left join counties on recognition.county_code = counties.county_code
    left join rulesets on recognition.ruleset_code = rulesets.ruleset_code
    left join passes on {{ pass_code('recognition.passes') }} = passes.code
)

select * from final
