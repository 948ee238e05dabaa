{{ config(alias='县区') }}
{% set read = {'facts': 'dim_county'} %}

with {{ tables(read) }},

final as (
    select
        {{ in_chinese(read) }}
    from facts
)

select * from final
