-- Courses of a school over its grades (standard.md §3 Q7). Asked are the compulsory grades that have classes and those
-- handed in; a grade that has sent nothing, or whose row was set aside, leaves a figure unknown unless another grade
-- already decides it.
with rows_in_force as ({{ with_rows_set_aside('curriculum_hours') }}),

compulsory as (
    select county_code, stage, first_grade, last_grade from {{ ref('int_stage_grades') }} where is_judged
),

hours as (
    select
        hours.*,
        coalesce(hours.labour_teachers_full_time, 0) + coalesce(hours.labour_teachers_part_time, 0) as teachers_known,
        hours.labour_teachers_full_time is not null and hours.labour_teachers_part_time is not null as all_known
    from rows_in_force as hours
    left join compulsory
        on
            hours.county_code = compulsory.county_code
            and hours.grade between compulsory.first_grade and compulsory.last_grade
    where compulsory.stage is not null or hours.grade is null
),

classes as (
    select distinct roster.county_code, roster.school_year, roster.school_code, roster.grade
    from {{ ref('stg_class_roster') }} as roster
    inner join compulsory on roster.county_code = compulsory.county_code and roster.stage = compulsory.stage
),

reporting as (
    select county_code, school_year, school_code, min(file_id) as file_id
    from hours
    group by county_code, school_year, school_code
),

grades as (
    select county_code, school_year, school_code, grade from hours
    union
    select county_code, school_year, school_code, grade from classes
),

counted as (
    select
        reporting.county_code,
        reporting.school_year,
        reporting.school_code,
        reporting.file_id,
        count(*) as curriculum_grades,
        count(*) filter (where hours.all_courses_offered) as offering,
        count(*) filter (where not hours.all_courses_offered) as not_offering,
        sum(hours.comprehensive_hours) as comprehensive,
        count(hours.comprehensive_hours) as comprehensive_known,
        sum(hours.labour_hours) as labour,
        count(hours.labour_hours) as labour_known,
        min(
            case
                when not hours.has_labour_base or (hours.all_known and hours.teachers_known = 0) then 0
                when hours.has_labour_base and (hours.all_known or hours.teachers_known > 0) then hours.teachers_known
            end
        ) as least_teachers,
        count(
            case
                when not hours.has_labour_base or (hours.all_known and hours.teachers_known = 0) then 0
                when hours.has_labour_base and (hours.all_known or hours.teachers_known > 0) then hours.teachers_known
            end
        ) as teachers_grades
    from reporting
    inner join grades using (county_code, school_year, school_code)
    left join hours
        on
            grades.county_code = hours.county_code
            and grades.school_year = hours.school_year
            and grades.school_code = hours.school_code
            and grades.grade is not distinct from hours.grade
    group by reporting.county_code, reporting.school_year, reporting.school_code, reporting.file_id
),

final as (
    select
        county_code,
        school_year,
        school_code,
        cast(null as text) as stage,
        file_id,
        curriculum_grades,
        case when not_offering > 0 or offering = curriculum_grades then offering end as grades_all_courses,
        case when comprehensive_known = curriculum_grades then comprehensive end as comprehensive_hours,
        case when labour_known = curriculum_grades then labour end as labour_hours,
        case
            when least_teachers = 0 or teachers_grades = curriculum_grades then least_teachers
        end as labour_teachers_with_base
    from counted
)

select * from final
