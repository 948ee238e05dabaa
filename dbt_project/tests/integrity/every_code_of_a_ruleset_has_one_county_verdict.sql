-- What is this: a code of a ruleset, stage by stage, that has no verdict row for a county-year, or more than one.
-- When does it matter: recognition would count an item too few, or twice.
-- How to resolve: this cannot come from the data; look at the joins of fct_county_indicator.
with asked as (
    select scope.county_code, scope.school_year, scope.ruleset_code, indicators.indicator_code, indicators.stage
    from {{ ref('int_ruleset_county_years') }} as scope
    inner join {{ ref('int_ruleset_indicators') }} as indicators on scope.ruleset_code = indicators.ruleset_code
),

given as (
    select county_code, school_year, ruleset_code, indicator_code, stage, count(*) as verdicts
    from {{ ref('fct_county_indicator') }}
    where dimension is null
    group by county_code, school_year, ruleset_code, indicator_code, stage
)

select asked.*, given.verdicts
from asked
left join given
    on
        asked.county_code = given.county_code
        and asked.school_year = given.school_year
        and asked.ruleset_code = given.ruleset_code
        and asked.indicator_code = given.indicator_code
        and asked.stage is not distinct from given.stage
where given.verdicts is distinct from 1
