{{ config(alias='各县数据状况') }}
{% set read = {'builds': 'county_build', 'counties': 'dim_county'} %}

with {{ tables(read) }},

states as ({{ words('county_status') }}),

final as (
    select
        {{ in_chinese(read, {
            '状况': 'states.word',
            '起始时间': local_time('builds.since'),
            '计算时间': local_time('builds.built_at'),
            '数据截至': local_time('builds.data_as_of'),
        }) }}
    from {{ with_dimensions('builds', read) }}
    left join states on builds.status = states.code
)

select * from final
