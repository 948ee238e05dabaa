-- The counties of the seed and those that hand files in, with their years of schooling; a county without a row has
-- the usual ones (六三制, the seed `stages`; datasets.md, "Years of schooling").
with judged as (select distinct county_code from {{ ref('int_county_years') }}),

counties as (select * from {{ ref('counties') }}),

usual as (
    select
        max(years) filter (where stage_code = 'primary') as primary_years,
        max(years) filter (where stage_code = 'junior') as junior_years
    from {{ ref('stages') }}
),

final as (
    select
        county_code,
        coalesce(counties.county_name, county_code) as county_name,
        coalesce(counties.primary_years, usual.primary_years)::integer as primary_years,
        coalesce(counties.junior_years, usual.junior_years)::integer as junior_years
    from judged
    full join counties using (county_code)
    cross join usual
)

select * from final
