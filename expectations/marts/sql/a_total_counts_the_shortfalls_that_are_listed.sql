with totals as (select * from {batch} where department_code is not null),

listed as (
    select county_code, school_year, ruleset_code, department_code, indicator_code, stage, count(*) as lacking
    from marts.fct_shortfall
    group by county_code, school_year, ruleset_code, department_code, indicator_code, stage
)

select
    totals.county_code, totals.school_year, totals.ruleset_code, totals.department_code, totals.indicator_code,
    totals.stage, totals.lacking, listed.lacking as listed
from totals
left join listed
    on
        totals.county_code = listed.county_code
        and totals.school_year = listed.school_year
        and totals.ruleset_code = listed.ruleset_code
        and totals.department_code = listed.department_code
        and totals.indicator_code = listed.indicator_code
        and totals.stage is not distinct from listed.stage
where totals.lacking != coalesce(listed.lacking, 0)
