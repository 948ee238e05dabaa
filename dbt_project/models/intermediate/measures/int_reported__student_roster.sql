-- Pupils and migrant pupils per school and stage, counted from the roster.
with students as (select * from {{ ref('stg_student_roster') }}),

final as (
    select
        county_code,
        school_year,
        school_code,
        stage,
        min(file_id) as file_id,
        count(*) as pupils,
        case when count(*) = count(is_migrant) then count_if(is_migrant) end as migrant_pupils
    from students
    group by county_code, school_year, school_code, stage
)

select * from final
