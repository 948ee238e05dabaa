{{ config(alias='数据项构成') }}
{{ view_of('components', {
    'components': 'bridge_measure_component',
    'measures': 'dim_measure',
    'parts': 'dim_measure',
}, instead={
    '数据项': 'measures.measure_name',
    '组成数据项': 'parts.measure_name',
}, by={'parts': {'measure_code': 'components.component_code'}}) }}
