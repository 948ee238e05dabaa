with batch as (select * from {batch}),

classes as (
    select
        county_code, school_year, school_code, stage,
        count_if(over_by > 0) as too_large, count(*) - count(pupils) as unknown
    from batch
    group by county_code, school_year, school_code, stage
),

verdicts as (
    select county_code, school_year, school_code, stage, max(value) as value
    from marts.fct_school_indicator
    where indicator_code = 'G5' and value is not null
    group by county_code, school_year, school_code, stage
)

select county_code, school_year, school_code, stage, too_large, value
from classes
inner join verdicts using (county_code, school_year, school_code, stage)
where unknown = 0 and too_large != value
