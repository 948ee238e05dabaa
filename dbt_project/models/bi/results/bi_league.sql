{{ config(alias='区域比较') }}
{{ view_of('facts', {
    'facts': 'fct_league',
    'rulesets': 'dim_ruleset',
    'kinds': 'dim_league_figure',
    'builds': 'county_build',
    'counties': 'dim_county',
    'regions': 'dim_region',
    'prefectures': 'dim_region',
    'provinces': 'dim_region',
    'indicators': 'dim_indicator',
}, instead={
    '学段': 'facts.stage',
    '区域名称': 'coalesce(counties.county_name, regions.region_name, facts.region_code)',
    '所属市': "coalesce(prefectures.region_name, left(facts.region_code, 4) || '00')",
    '所属省': "coalesce(provinces.region_name, left(facts.region_code, 2) || '0000')",
    '数据名称': figure_named('facts.figure', 'kinds.figure_name', 'indicators.indicator_name'),
    '显示值': 'round(facts.value, kinds.decimals)',
    '数据截至': local_time('builds.data_as_of'),
}, by={
    'kinds': {'figure_kind': "split_part(facts.figure, '/', 1)"},
    'indicators': {'indicator_code': "split_part(facts.figure, '/', 2)"},
    'builds': {'county_code': 'facts.region_code'},
    'counties': {'county_code': 'facts.region_code'},
    'prefectures': {
        'region_code': "case when facts.region_code not like '%00' then left(facts.region_code, 4) || '00' end",
    },
    'provinces': {
        'region_code': "case when facts.region_code not like '00%' then left(facts.region_code, 2) || '0000' end",
    },
}, worded={
    '状况': ['county_status', 'builds.status'],
}) }}
