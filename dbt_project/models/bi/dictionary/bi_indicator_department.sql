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
    from {{ with_dimensions('duties', read) }}
)

select * from final
