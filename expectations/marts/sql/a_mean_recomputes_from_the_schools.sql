with batch as (select * from {batch}),

schools as (
    select
        county_code, school_year, ruleset_code, stage, indicator_code,
        sum(numerator) / nullif(sum(denominator), 0) as ratio, count(*) as schools_judged
    from marts.fct_school_indicator
    where value is not null and status != 'not_applicable'
    group by county_code, school_year, ruleset_code, stage, indicator_code
)

select
    county_code, school_year, ruleset_code, stage, facts.indicator_code,
    facts.mean, schools.ratio * indicators.scale as mean_of_schools, facts.units, schools.schools_judged
from batch as facts
left join schools using (county_code, school_year, ruleset_code, stage, indicator_code)
inner join registry.indicators as indicators on facts.indicator_code = indicators.indicator_code
where
    facts.units != coalesce(schools.schools_judged, 0)
    or abs(facts.mean - schools.ratio * indicators.scale) > 1e-9 * greatest(1, abs(facts.mean))
