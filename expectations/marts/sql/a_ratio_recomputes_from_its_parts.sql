with batch as (select * from {batch})

select
    facts.county_code, facts.school_year, facts.ruleset_code, facts.indicator_code, facts.stage, facts.dimension,
    facts.numerator, facts.denominator, facts.value
from batch as facts
inner join registry.indicators as indicators on facts.indicator_code = indicators.indicator_code
where
    indicators.county_value = 'ratio'
    and facts.denominator != 0
    and abs(facts.value - facts.numerator / facts.denominator * indicators.scale)
    > 1e-9 * greatest(1, abs(facts.value))
