-- What is this: an indicator with a population, a county method or a further measure that nothing knows.
-- When does it matter: it would be computed over nobody, or have no verdict for the county.
-- How to resolve: correct the row of the seed `indicators`, or add the population to the seed `populations`.
with indicators as (select * from {{ ref('indicators') }}),

populations as (
    select population from {{ ref('populations') }}
    union all
    select unnest(['resource_units', 'county', 'towns', 'monitored_pairs'])
)

select indicators.indicator_code, indicators.population, indicators.county_method
from indicators
left join populations on indicators.population = populations.population
left join populations as compared on indicators.compared_population = compared.population
left join {{ ref('measures') }} as flags on indicators.school_flag_measure = flags.measure_code
left join {{ ref('measures') }} as sizes on indicators.size_measure = sizes.measure_code
where
    populations.population is null
    or (indicators.compared_population is not null and compared.population is null)
    or (indicators.school_flag_measure is not null and flags.measure_code is null)
    or (indicators.size_measure is not null and sizes.measure_code is null)
    or indicators.county_method not in (
        'schools', 'ratio', 'county', 'evidence', 'event', 'details', 'details_present'
    )
    or indicators.county_method is null
