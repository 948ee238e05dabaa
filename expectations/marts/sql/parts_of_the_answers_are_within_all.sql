-- Answers by kind of respondent, and by town, against those of the method in all.
with batch as (select * from {batch}),

summed as (
    select
        county_code, school_year, method,
        sum(answers) filter (where respondent_type is null and town_name is null) as of_all,
        sum(answers) filter (where respondent_type is not null) as by_respondent,
        sum(answers) filter (where town_name is not null) as by_town
    from batch
    group by county_code, school_year, method
)

select *
from summed
where by_respondent > coalesce(of_all, 0) or by_town > coalesce(of_all, 0)
