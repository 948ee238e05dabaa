{{ config(alias='数据项构成') }}
{% set read = {'components': 'bridge_measure_component'} %}

with {{ tables(read) }},

measures as (select * from {{ ref('dim_measure') }}),

final as (
    select
        {{ in_chinese(read, {
            '数据项': 'measures.measure_name',
            '组成数据项': 'parts.measure_name',
        }) }}
    from components
    left join measures on components.measure_code = measures.measure_code
    left join measures as parts on components.component_code = parts.measure_code
)

select * from final
