-- What the briefing of each county is made of: its own rows, and those of all in whose place it has none.
with counties as (select county_code from {{ ref('int_counties') }}),

parts as (select * from {{ ref('briefing_parts') }}),

own as (select * from parts semi join counties using (county_code)),

of_all as (
    select counties.county_code, parts.* exclude (county_code)
    from counties
    cross join parts
    where parts.county_code is null
),

together as (
    select * from own
    union all by name
    select * from of_all anti join own using (county_code, part_order)
),

final as (
    select
        county_code::text as county_code,
        part_order::integer as part_order,
        part_kind::text as part_kind,
        title::text as title,
        body::text as body
    from together
    where part_kind != 'none'
)

select * from final
