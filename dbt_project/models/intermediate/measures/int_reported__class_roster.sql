-- Classes, their grades and the largest class per school and stage; the largest is unknown while a class has no count,
-- and then has at least as many pupils as the largest that is known.
with classes as (select * from {{ ref('stg_class_roster') }}),

final as (
    select
        county_code,
        school_year,
        school_code,
        stage,
        min(file_id) as file_id,
        count(*) as classes,
        count(distinct grade) as grades,
        case when count(*) = count(pupils) then max(pupils) end as largest_class,
        max(pupils) as largest_known_class
    from classes
    group by county_code, school_year, school_code, stage
)

select * from final
