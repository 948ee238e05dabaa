-- A shortfall that several departments answer for is one of the town.
with towns as (
    select county_code, school_year, ruleset_code, indicator_code, stage, sum(lacking) as lacking
    from {batch}
    where town_code is not null
    group by county_code, school_year, ruleset_code, indicator_code, stage
),

of_towns as (
    select distinct
        county_code, school_year, ruleset_code, indicator_code, stage, school_code, town_code, dimension
    from marts.fct_shortfall
    where town_code is not null
),

listed as (
    select county_code, school_year, ruleset_code, indicator_code, stage, count(*) as lacking
    from of_towns
    group by county_code, school_year, ruleset_code, indicator_code, stage
)

select towns.*, listed.lacking as listed
from towns
left join listed
    on
        towns.county_code = listed.county_code
        and towns.school_year = listed.school_year
        and towns.ruleset_code = listed.ruleset_code
        and towns.indicator_code = listed.indicator_code
        and towns.stage is not distinct from listed.stage
where towns.lacking != coalesce(listed.lacking, 0)
