-- An amount in another unit than last year, or an area counted twice, moves the mean of a whole county.
with batch as (select * from {batch})

select
    county_code, facts.school_year, ruleset_code, stage, indicator_code, before.mean as mean_before, facts.mean
from batch as facts
inner join batch as before using (county_code, ruleset_code, stage, indicator_code)
where
    before.school_year = facts.school_year - 1
    and before.mean > 0
    and facts.mean / before.mean not between 0.5 and 2
