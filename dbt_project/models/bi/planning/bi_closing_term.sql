{{ config(alias='达标行动单价和上限') }}
{% set read = {
    'facts': 'dim_closing_term',
    'actions': 'dim_closing_action',
} %}

with {{ tables(read) }},

final as (
    select
        {{ in_chinese(read) }}
    from facts
    left join actions on facts.action_code = actions.action_code
)

select * from final
