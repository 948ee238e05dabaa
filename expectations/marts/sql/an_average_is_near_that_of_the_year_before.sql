-- Over the schools that have some in both years, so that who is missing moves nothing; a figure in another unit does.
with batch as (select * from {batch}),

averages as (
    select
        county_code, facts.school_year, facts.stage, measure_code,
        count(*) as schools, avg(before.value) as average_before, avg(facts.value) as average
    from batch as facts
    inner join batch as before using (county_code, school_code, measure_code)
    where before.school_year = facts.school_year - 1 and before.stage is not distinct from facts.stage
        and before.value > 0 and facts.value > 0
    group by county_code, facts.school_year, facts.stage, measure_code
)

select county_code, school_year, stage, measure_code, schools, average_before, average
from averages
where schools >= 5 and average / average_before not between 0.2 and 5
