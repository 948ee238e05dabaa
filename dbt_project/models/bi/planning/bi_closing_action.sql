{{ config(alias='达标行动') }}
{% set read = {
    'actions': 'dim_closing_action',
} %}

with {{ tables(read) }},

yes_no as ({{ words('yes_no') }}),

final as (
    select
        {{ in_chinese(read, {
            '是否调配': 'yes_no.word',
        }) }}
    from actions
    left join yes_no on cast(actions.is_move as text) = yes_no.code
)

select * from final
