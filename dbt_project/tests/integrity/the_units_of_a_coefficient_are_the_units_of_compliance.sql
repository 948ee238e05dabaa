-- What is this: a coefficient of variation over another number of units than the schools that are judged.
-- When does it matter: the county's balance and the schools' compliance would speak of different schools.
-- How to resolve: this cannot come from the data; compare fct_county_balance (units, units_missing) with
-- int_unit_plans.
with compliance as (
    select county_code, school_year, ruleset_code, stage, count(*) as units
    from {{ ref('fct_school_compliance') }}
    group by county_code, school_year, ruleset_code, stage
)

select
    balance.county_code, balance.school_year, balance.ruleset_code, balance.stage, balance.indicator_code,
    balance.units, balance.units_missing, compliance.units as units_judged
from {{ ref('fct_county_balance') }} as balance
left join compliance using (county_code, school_year, ruleset_code, stage)
where balance.units + balance.units_missing != coalesce(compliance.units, 0)
