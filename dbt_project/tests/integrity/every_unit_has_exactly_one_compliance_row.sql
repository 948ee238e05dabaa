-- What is this: a unit of the resource indicators that has no row, or more than one, in fct_school_compliance, or
-- a row there without a unit.
-- When does it matter: a school would be missing from "every school passes", or be counted twice.
-- How to resolve: this cannot come from the data; look at int_unit_plans (who is a unit) and the joins after it.
with asked as (
    select distinct
        facts.county_code, facts.school_year, facts.ruleset_code, facts.school_code, facts.stage, true as is_asked
    from {{ ref('fct_school_indicator') }} as facts
    inner join {{ ref('indicators') }} as indicators on facts.indicator_code = indicators.indicator_code
    where indicators.in_compliance and facts.status != 'not_applicable'
),

given as (
    select county_code, school_year, ruleset_code, school_code, stage, count(*) as row_count
    from {{ ref('fct_school_compliance') }}
    group by county_code, school_year, ruleset_code, school_code, stage
)

select *
from asked
full join given using (county_code, school_year, ruleset_code, school_code, stage)
where given.row_count is distinct from 1 or asked.is_asked is null
