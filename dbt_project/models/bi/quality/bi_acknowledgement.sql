{{ config(alias='核实说明') }}
{% set read = {
    'acknowledgements': 'acknowledgement',
    'counties': 'dim_county',
} %}

with {{ tables(read) }},

states as ({{ words('acknowledgement_state') }}),

final as (
    select
        {{ in_chinese(read, {'状态': 'states.word'}) }}
    from {{ with_dimensions('acknowledgements', read) }}
    left join states on acknowledgements.state = states.code
)

select * from final
