with batch as (select * from {batch}),

years as (
    select county_code, school_year, count(*) as schools
    from batch
    group by county_code, school_year
)

select county_code, years.school_year, before.schools as schools_before, years.schools
from years
inner join years as before using (county_code)
where
    before.school_year = years.school_year - 1
    and years.schools not between before.schools * 0.8 and before.schools * 1.25
