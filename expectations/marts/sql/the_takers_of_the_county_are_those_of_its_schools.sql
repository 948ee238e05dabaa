-- Where a school is hidden the sum would tell it, so only what is shown in full is summed.
with batch as (select * from {batch}),

schools as (
    select county_code, school_year, exam, stage, grade, subject, sum(takers) as takers_of_schools
    from batch
    where school_code is not null
    group by county_code, school_year, exam, stage, grade, subject
    having not bool_or(is_suppressed)
)

select
    county.county_code, county.school_year, county.exam, county.stage, county.grade, county.subject,
    county.takers, schools.takers_of_schools
from batch as county
inner join schools
    on
        county.county_code = schools.county_code
        and county.school_year = schools.school_year
        and county.exam = schools.exam
        and county.stage = schools.stage
        and county.grade is not distinct from schools.grade
        and county.subject = schools.subject
where county.school_code is null and county.takers != schools.takers_of_schools
