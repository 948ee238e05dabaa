{{ config(alias='区域比较') }}
{% set read = {
    'facts': 'fct_league',
    'rulesets': 'dim_ruleset',
    'kinds': 'dim_league_figure',
    'builds': 'county_build',
} %}

with {{ tables(read) }},

counties as (select * from {{ ref('dim_county') }}),

regions as (select * from {{ ref('dim_region') }}),

indicators as (select * from {{ ref('dim_indicator') }}),

parts as ({{ words('part') }}),

states as ({{ words('county_status') }}),

final as (
    select
        {{ in_chinese(read, {
            '区域名称': 'coalesce(counties.county_name, regions.region_name, facts.region_code)',
            '所属市': "coalesce(prefectures.region_name, left(facts.region_code, 4) || '00')",
            '所属省': "coalesce(provinces.region_name, left(facts.region_code, 2) || '0000')",
            '学段': 'coalesce(facts.stage, parts.word)',
            '数据名称': "concat_ws('：', kinds.figure_name, coalesce(indicators.indicator_name, "
                ~ "nullif(split_part(facts.figure, '/', 2), '')))",
            '显示值': 'round(facts.value, kinds.decimals)',
            '状况': 'states.word',
            '数据截至': local_time('builds.data_as_of'),
        }) }}
    from facts
    left join kinds on split_part(facts.figure, '/', 1) = kinds.figure_kind
    left join rulesets on facts.ruleset_code = rulesets.ruleset_code
    left join indicators on split_part(facts.figure, '/', 2) = indicators.indicator_code
    left join regions on facts.region_code = regions.region_code
    left join counties on facts.region_code = counties.county_code
    left join builds on facts.region_code = builds.county_code
    left join states on builds.status = states.code
    left join regions as prefectures
        on facts.region_code not like '%00' and left(facts.region_code, 4) || '00' = prefectures.region_code
    left join regions as provinces
        on facts.region_code not like '00%' and left(facts.region_code, 2) || '0000' = provinces.region_code
    left join parts on parts.code = 'all'
)

select * from final
