{{ config(alias='代码词语') }}
{% set read = {'facts': 'dim_code_word'} %}

with {{ tables(read) }},

final as (
    select
        {{ in_chinese(read) }}
    from facts
)

select * from final
