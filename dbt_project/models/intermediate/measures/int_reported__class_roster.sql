-- Classes, their grades and the largest class per school and stage; the largest is unknown while a class has no
-- count, and then has at least as many pupils as the largest that is known. A class set aside is one of unknown size;
-- where its stage is open too, it may be one of any stage: of the whole school it is then told how many compulsory
-- classes there are at least (`classes_part`), and how many more there may be (`classes_open`).
with rows_in_force as ({{ with_rows_set_aside('class_roster') }}),

classes as (
    select rows_in_force.* replace (stages.stage as stage), rows_in_force.stage is null as is_stage_open
    from rows_in_force
    inner join {{ ref('stages') }} as stages on rows_in_force.stage is null or rows_in_force.stage = stages.stage
),

by_stage as (
    select
        county_code,
        school_year,
        school_code,
        stage,
        min(file_id) as file_id,
        case when not bool_or(is_stage_open) then count(*) end as classes,
        case when not bool_or(is_stage_open) and count(*) = count(grade) then count(distinct grade) end as grades,
        case when count(*) = count(pupils) then max(pupils) end as largest_class,
        max(pupils) as largest_known_class
    from classes
    group by county_code, school_year, school_code, stage
),

by_school as (
    select
        rows_in_force.county_code,
        rows_in_force.school_year,
        rows_in_force.school_code,
        cast(null as text) as stage,
        min(rows_in_force.file_id) as file_id,
        count(*) filter (where stages.is_judged) as classes_part,
        count(*) filter (where rows_in_force.stage is null) as classes_open
    from rows_in_force
    left join {{ ref('stages') }} as stages on rows_in_force.stage = stages.stage
    where rows_in_force.school_code is not null
    group by rows_in_force.county_code, rows_in_force.school_year, rows_in_force.school_code
    having count(*) filter (where rows_in_force.stage is null) > 0
),

final as (
    select * from by_stage
    union all by name
    select * from by_school
)

select * from final
