{{ config(alias='区域') }}
{% set read = {'regions': 'dim_region'} %}

with {{ tables(read) }},

final as (
    select
        {{ in_chinese(read, {'区域名称': 'coalesce(regions.region_name, regions.region_code)'}) }}
    from regions
)

select * from final
