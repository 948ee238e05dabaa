{{ config(alias='满意度调查') }}

with facts as (select * from {{ ref('fct_satisfaction') }}),

counties as (select * from {{ ref('dim_county') }}),

final as (
    select
        facts.county_code as 县代码,
        counties.county_name as 县名称,
        facts.school_year as 学年,
        {{ school_year_name('facts.school_year') }} as 学年名称,
        facts.method as 调查方式,
        facts.respondent_type as 对象类别,
        facts.town_code as 镇街代码,
        facts.town_name as 镇街名称,
        facts.answers as 问卷总数,
        facts.valid_answers as 有效问卷数,
        facts.satisfied_answers as 满意问卷数,
        facts.satisfaction_rate as 满意度
    from facts
    left join counties on facts.county_code = counties.county_code
)

select * from final
