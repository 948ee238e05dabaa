-- Classes, their grades and the largest class per school and stage; the largest is unknown while a class has no
-- count, and then has at least as many pupils as the largest that is known. A class set aside is one of unknown size;
-- where its stage is open too, it may be one of any stage.
with rows_in_force as ({{ with_rows_set_aside('class_roster') }}),

classes as (
    select rows_in_force.* replace (stages.stage as stage), rows_in_force.stage is null as is_stage_open
    from rows_in_force
    inner join {{ ref('stages') }} as stages on rows_in_force.stage is null or rows_in_force.stage = stages.stage
),

final as (
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
)

select * from final
