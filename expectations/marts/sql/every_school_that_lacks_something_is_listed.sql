-- As many as the verdicts name, for every indicator that a department answers for.
with batch as (select * from {batch}),

listed as (
    select
        county_code, school_year, ruleset_code, indicator_code,
        count(distinct (school_code, stage)) as schools_listed
    from batch
    where school_code is not null
    group by county_code, school_year, ruleset_code, indicator_code
),

lacking as (
    select county_code, school_year, ruleset_code, indicator_code, count(*) as schools_lacking
    from marts.fct_school_indicator
    where
        status in ('near', 'unmet')
        and indicator_code in (select indicator_code from marts.bridge_indicator_department)
    group by county_code, school_year, ruleset_code, indicator_code
)

select county_code, school_year, ruleset_code, indicator_code, schools_lacking, schools_listed
from lacking
left join listed using (county_code, school_year, ruleset_code, indicator_code)
where schools_lacking is distinct from schools_listed
