{{ config(alias='区域') }}
{{ view_of('regions', {'regions': 'dim_region'}, instead={
    '区域名称': 'coalesce(regions.region_name, regions.region_code)',
}) }}
