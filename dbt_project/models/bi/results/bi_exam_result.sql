{{ config(alias='考试成绩') }}

with facts as (select * from {{ ref('fct_exam_result') }}),

counties as (select * from {{ ref('dim_county') }}),

schools as (select * from {{ ref('dim_school') }}),

yes_no as ({{ words('yes_no') }}),

final as (
    select
        facts.county_code as 县代码,
        counties.county_name as 县名称,
        facts.school_year as 学年,
        {{ school_year_name('facts.school_year') }} as 学年名称,
        facts.exam as 考试名称,
        facts.school_code as 学校代码,
        schools.school_name as 学校名称,
        schools.town_name as 镇街名称,
        facts.stage as 学段,
        facts.grade as 年级,
        facts.subject as 学科,
        facts.takers as 参考人数,
        facts.absent as 未参考人数,
        facts.mean as 平均分,
        facts.standard_deviation as 标准差,
        facts.pass_rate as 及格率,
        facts.excellent_rate as 优秀率,
        facts.between_school_share as 校际方差占比,
        yes_no.word as 是否不公布
    from facts
    left join counties on facts.county_code = counties.county_code
    left join schools
        on
            facts.county_code = schools.county_code
            and facts.school_year = schools.school_year
            and facts.school_code = schools.school_code
    left join yes_no on cast(facts.is_suppressed as text) = yes_no.code
)

select * from final
