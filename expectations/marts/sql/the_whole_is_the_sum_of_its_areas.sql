with batch as (select * from {batch}),

summed as (
    select
        county_code, school_year, ruleset_code, area = '综合' as is_whole,
        sum(items_total) as items_total, sum(items_met) as items_met, sum(items_unmet) as items_unmet,
        sum(items_no_data) as items_no_data
    from batch
    group by county_code, school_year, ruleset_code, area = '综合'
)

select county_code, school_year, ruleset_code, max(items_total) as of_whole, min(items_total) as of_areas
from summed
group by county_code, school_year, ruleset_code
having
    count(*) != 2
    or min(items_total) != max(items_total)
    or min(items_met) != max(items_met)
    or min(items_unmet) != max(items_unmet)
    or min(items_no_data) != max(items_no_data)
