{{ config(alias='镇街') }}

with towns as (select * from {{ ref('dim_town') }}),

counties as (select * from {{ ref('dim_county') }}),

final as (
    select
        towns.county_code as 县代码,
        counties.county_name as 县名称,
        towns.town_code as 镇街代码,
        towns.town_name as 镇街名称
    from towns
    left join counties on towns.county_code = counties.county_code
)

select * from final
