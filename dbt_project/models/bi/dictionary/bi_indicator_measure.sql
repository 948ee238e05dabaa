{{ config(alias='指标所用数据项') }}
{% set read = {
    'measures_read': 'bridge_indicator_measure',
    'indicators': 'dim_indicator',
    'measures': 'dim_measure',
} %}

with {{ tables(read) }},

roles as ({{ words('measure_role') }}),

final as (
    select
        {{ in_chinese(read, {
            '用途': 'roles.word',
            '单位': 'measures.unit',
        }) }}
    from {{ with_dimensions('measures_read', read) }}
    left join roles on measures_read.role = roles.code
)

select * from final
