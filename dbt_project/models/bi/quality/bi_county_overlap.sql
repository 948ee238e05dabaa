{{ config(alias='跨县重复') }}
{{ view_of('facts', {
    'facts': 'county_overlap',
    'counties': 'dim_county',
    'others': 'dim_county',
    'datasets': 'dim_dataset',
    'schools': 'dim_school',
}, instead={
    '县代码': 'facts.region_code',
    '区域名称': 'coalesce(counties.county_name, facts.region_code)',
    '学校名称': 'schools.school_name',
    '另一区域名称': 'coalesce(others.county_name, facts.other_region_code)',
}, by={
    'counties': {'county_code': 'facts.region_code'},
    'others': {'county_code': 'facts.other_region_code'},
    'schools': {'county_code': 'facts.region_code'},
}) }}
