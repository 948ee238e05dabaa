{{ config(alias='县指标责任部门') }}
{% set read = {
    'duties': 'bridge_county_indicator_department',
    'counties': 'dim_county',
    'indicators': 'dim_indicator',
    'departments': 'dim_county_department',
} %}

with {{ tables(read) }},

final as (
    select
        {{ in_chinese(read) }}
    from duties
    left join counties on duties.county_code = counties.county_code
    left join indicators on duties.indicator_code = indicators.indicator_code
    left join departments
        on duties.county_code = departments.county_code and duties.department_code = departments.department_code
)

select * from final
