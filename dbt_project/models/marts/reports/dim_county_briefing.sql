-- How often each county is given a briefing: by a row of its own, else by the row of all.
with counties as (select county_code from {{ ref('int_counties') }}),

terms as (select * from {{ ref('briefing_terms') }}),

final as (
    select
        counties.county_code::text as county_code,
        coalesce(own.every_months, of_all.every_months)::integer as every_months
    from counties
    left join terms as own on counties.county_code = own.county_code
    left join terms as of_all on of_all.county_code is null
)

select * from final
