{{ config(alias='各县数据状况') }}
{{ view_of('builds', {
    'builds': 'county_build',
    'counties': 'dim_county',
}, instead={
    '起始时间': local_time('builds.since'),
    '计算时间': local_time('builds.built_at'),
    '数据截至': local_time('builds.data_as_of'),
}, worded={
    '状况': ['county_status', 'builds.status'],
}) }}
