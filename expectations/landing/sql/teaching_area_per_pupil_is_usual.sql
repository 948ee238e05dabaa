-- The plant of a campus stands whole in the row of each of its stages, so it is divided by all its pupils.
with batch as (select * from {batch}),

campuses as (
    select *, sum(pupils) over (partition by file_id, school_code) as campus_pupils
    from batch
)

select county_code, school_year, school_code, stage, teaching_area, campus_pupils
from campuses
where campus_pupils > 20 and teaching_area / campus_pupils > 100
