-- From the units that are listed, by E(x²) − E(x)², against what is published of the county.
with batch as (select * from {batch}),

moments as (
    select
        county_code, school_year, ruleset_code, stage, indicator_code,
        count(*) as units_listed,
        sum(pupils * value) / sum(pupils) as first,
        sum(pupils * value * value) / sum(pupils) as second
    from batch
    group by county_code, school_year, ruleset_code, stage, indicator_code
),

recomputed as (
    select *, sqrt(greatest(0, second - first * first)) / nullif(first, 0) as cv_of_units
    from moments
)

select
    county_code, school_year, ruleset_code, stage, indicator_code,
    published.units, units_listed, published.cv, cv_of_units
from recomputed
inner join marts.fct_county_balance as published
    using (county_code, school_year, ruleset_code, stage, indicator_code)
where
    published.units != units_listed
    or abs(published.cv - cv_of_units) > 1e-6 * greatest(1, abs(published.cv))
