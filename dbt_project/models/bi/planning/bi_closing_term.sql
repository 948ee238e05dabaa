{{ config(alias='达标行动单价和上限') }}
{% set read = {
    'facts': 'dim_closing_term',
    'actions': 'dim_closing_action',
} %}

with {{ tables(read) }},

final as (
    select
        {{ in_chinese(read) }}
    from {{ with_dimensions('facts', read) }}
)

select * from final
