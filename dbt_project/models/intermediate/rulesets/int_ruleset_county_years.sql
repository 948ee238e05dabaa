-- Which ruleset judges which county in which school year: the counties a ruleset names, or all.
with rulesets as (select * from {{ ref('rulesets') }}),

county_years as (select * from {{ ref('int_county_years') }}),

final as (
    select rulesets.ruleset_code, county_years.county_code, county_years.school_year
    from county_years
    inner join rulesets
        on
            rulesets.counties is null
            or list_contains(string_split(rulesets.counties::text, '|'), county_years.county_code)
)

select * from final
