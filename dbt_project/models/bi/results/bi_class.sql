{{ config(alias='班级') }}

with facts as (select * from {{ ref('fct_class') }}),

counties as (select * from {{ ref('dim_county') }}),

schools as (select * from {{ ref('dim_school') }}),

yes_no as ({{ words('yes_no') }}),

final as (
    select
        facts.county_code as 县代码,
        counties.county_name as 县名称,
        facts.school_year as 学年,
        {{ school_year_name('facts.school_year') }} as 学年名称,
        facts.school_code as 学校代码,
        schools.school_name as 学校名称,
        schools.town_name as 镇街名称,
        facts.stage as 学段,
        facts.grade as 年级,
        facts.class as 班级,
        facts.pupils as 学生数,
        facts.class_size_limit as 班额上限,
        facts.over_by as 超出人数,
        yes_no.word as 是否超班额
    from facts
    left join counties on facts.county_code = counties.county_code
    left join schools
        on
            facts.county_code = schools.county_code
            and facts.school_year = schools.school_year
            and facts.school_code = schools.school_code
    left join yes_no on cast(facts.over_by > 0 as text) = yes_no.code
)

select * from final
