{{ config(alias='跨县重复') }}
{% set read = {
    'facts': 'county_overlap',
    'builds': 'county_build',
} %}

with {{ tables(read) }},

counties as (select * from {{ ref('dim_county') }}),

datasets as (select * from {{ ref('dim_dataset') }}),

schools as (select * from {{ ref('dim_school') }}),

final as (
    select
        {{ in_chinese(read, {
            '区域名称': 'coalesce(counties.county_name, facts.region_code)',
            '数据集名称': 'datasets.dataset_name',
            '学校名称': 'schools.school_name',
            '另一区域名称': 'coalesce(others.county_name, facts.other_region_code)',
            '数据截至': local_time('builds.data_as_of'),
        }) }}
    from facts
    left join counties on facts.region_code = counties.county_code
    left join counties as others on facts.other_region_code = others.county_code
    left join datasets on facts.dataset = datasets.dataset
    left join schools
        on
            facts.region_code = schools.county_code
            and facts.school_year = schools.school_year
            and facts.school_code = schools.school_code
    left join builds on facts.region_code = builds.county_code
)

select * from final
