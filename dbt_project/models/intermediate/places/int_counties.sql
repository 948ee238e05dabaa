-- The counties of the seed and those that hand files in, with their years of schooling; a county without a row is 六三制
-- (datasets.md, "Years of schooling").
with judged as (select distinct county_code from {{ ref('int_county_years') }}),

counties as (select * from {{ ref('counties') }}),

final as (
    select
        county_code,
        coalesce(counties.county_name, county_code) as county_name,
        coalesce(counties.primary_years, 6)::integer as primary_years,
        coalesce(counties.junior_years, 3)::integer as junior_years
    from judged
    full join counties using (county_code)
)

select * from final
