-- A resource from which a plan starts that differs from the published figure of the school.
with batch as (select * from {batch})

select batch.county_code, batch.school_year, batch.ruleset_code, batch.school_code, batch.stage, batch.indicator_code
from batch
inner join marts.fct_school_indicator as facts
    using (county_code, school_year, ruleset_code, school_code, stage, indicator_code)
where abs(batch.numerator - facts.numerator) > 1e-9 * abs(facts.numerator)
