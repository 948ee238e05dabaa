-- The nation, its provinces and prefectures, and the year by which each is to be recognised.
with regions as (select * from {{ ref('regions') }}),

targets as (select * from {{ ref('region_targets') }}),

final as (
    select
        region_code::text as region_code,
        coalesce(regions.region_kind, targets.region_kind)::text as region_kind,
        regions.region_name::text as region_name,
        targets.target_year::integer as target_year
    from regions
    full join targets using (region_code)
)

select * from final
