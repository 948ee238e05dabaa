{{ config(alias='指标责任部门') }}
{% set read = {
    'duties': 'bridge_indicator_department',
    'indicators': 'dim_indicator',
    'departments': 'dim_department',
} %}

with {{ tables(read) }},

final as (
    select
        {{ in_chinese(read) }}
    from duties
    left join indicators on duties.indicator_code = indicators.indicator_code
    left join departments on duties.department_code = departments.department_code
)

select * from final
