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
    from measures_read
    left join indicators on measures_read.indicator_code = indicators.indicator_code
    left join measures on measures_read.measure_code = measures.measure_code
    left join roles on measures_read.role = roles.code
)

select * from final
