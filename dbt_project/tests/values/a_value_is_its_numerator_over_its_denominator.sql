-- What is this: a value that is not numerator / denominator × scale, to a billionth.
-- When does it matter: a reader who divides the two published figures must arrive at the published third.
-- How to resolve: this cannot come from the data; look at int_resource_units and int_school_values.
select
    facts.county_code, facts.school_year, facts.ruleset_code, facts.school_code, facts.stage, facts.indicator_code,
    facts.numerator, facts.denominator, indicators.scale, facts.value
from {{ ref('fct_school_indicator') }} as facts
inner join {{ ref('indicators') }} as indicators on facts.indicator_code = indicators.indicator_code
where
    indicators.denominator_measure is not null
    and facts.status != 'not_applicable'
    and (
        (facts.value is null) != (facts.numerator is null or coalesce(facts.denominator, 0) = 0)
        or abs(facts.value - facts.numerator / nullif(facts.denominator, 0) * indicators.scale)
        > 1e-9 * greatest(1, abs(facts.value))
    )
