{{ config(alias='数据项构成') }}
{% set read = {
    'components': 'bridge_measure_component',
    'measures': 'dim_measure',
    'parts': 'dim_measure',
} %}

with {{ tables(read) }},

final as (
    select
        {{ in_chinese(read, {
            '数据项': 'measures.measure_name',
            '组成数据项': 'parts.measure_name',
        }) }}
    from {{ with_dimensions('components', read, by={'parts': {'measure_code': 'component_code'}}) }}
)

select * from final
