with batch as (select * from {batch})

select
    listed.county_code, listed.school_year, listed.ruleset_code, listed.school_code, listed.stage,
    listed.indicator_code, listed.status, listed.shortfall, facts.shortfall as shortfall_of_the_school
from batch as listed
left join marts.fct_school_indicator as facts
    on
        listed.county_code = facts.county_code
        and listed.school_year = facts.school_year
        and listed.ruleset_code = facts.ruleset_code
        and listed.school_code = facts.school_code
        and listed.stage is not distinct from facts.stage
        and listed.indicator_code = facts.indicator_code
where
    listed.school_code is not null
    and (listed.shortfall is distinct from facts.shortfall or listed.status is distinct from facts.status)
