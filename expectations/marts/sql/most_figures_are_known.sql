select
    county_code, school_year, ruleset_code, indicator_code, stage,
    count(*) as schools, count_if(status = 'no_data') as without_data
from {batch}
where status != 'not_applicable'
group by county_code, school_year, ruleset_code, indicator_code, stage
having count_if(status = 'no_data') * 2 > count(*)
