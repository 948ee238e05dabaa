-- What is this: a percentage above 100 of a figure that is part of a whole (trained teachers, training budget, …).
-- When does it matter: the part was counted over another whole than the one it is divided by.
-- How to resolve: compare numerator and denominator of the row with the school's files (fct_school_measure names
-- them).
{{ config(severity='warn') }}

select
    facts.county_code, facts.school_year, facts.ruleset_code, facts.school_code, facts.indicator_code,
    facts.numerator, facts.denominator, facts.value
from {{ ref('fct_school_indicator') }} as facts
inner join {{ ref('indicators') }} as indicators on facts.indicator_code = indicators.indicator_code
-- what a ruleset's formula reads is of a cohort, which pupils join and leave: it has a test of its own
where indicators.unit = '%' and indicators.numerator_measure is not null and facts.value > 100 * (1 + 1e-9)
