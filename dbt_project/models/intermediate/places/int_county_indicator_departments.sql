-- Who answers for an indicator in each county: the rows of the county where it has any for the indicator, else those of
-- all.
with counties as (select county_code from {{ ref('int_counties') }}),

answering as (select * from {{ ref('indicator_departments') }}),

own as (select * from answering semi join counties using (county_code)),

of_all as (
    select counties.county_code, answering.* exclude (county_code)
    from counties
    cross join answering
    where answering.county_code is null
),

final as (
    select * from own
    union all by name
    select * from of_all
    anti join own using (county_code, indicator_code)
)

select * from final
