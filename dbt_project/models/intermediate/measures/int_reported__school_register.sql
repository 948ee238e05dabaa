-- The register says how many grades a school has. Of a school of several stages it says so of a stage only where the
-- school has every grade of its stages, for then each stage has all of its own; else they cannot be told apart.
with register as (select * from {{ ref('stg_school_register') }}),

stages as (
    select
        register.county_code,
        register.school_year,
        register.school_code,
        kinds.stage,
        register.file_id,
        register.grades as grades_of_school,
        grades.last_grade - grades.first_grade + 1 as grades_of_stage,
        count(*) over same_school as stages_of_school,
        sum(grades_of_stage) over same_school as grades_of_stages
    from register
    inner join {{ ref('school_type_stages') }} as kinds on register.school_type_code = kinds.school_type_code
    inner join {{ ref('int_stage_grades') }} as grades
        on register.county_code = grades.county_code and kinds.stage = grades.stage
    window same_school as (partition by register.county_code, register.school_year, register.school_code)
),

final as (
    select
        county_code,
        school_year,
        school_code,
        stage,
        file_id,
        case
            when stages_of_school = 1 then grades_of_school
            when grades_of_school = grades_of_stages then grades_of_stage
        end as grades
    from stages
)

select * from final
