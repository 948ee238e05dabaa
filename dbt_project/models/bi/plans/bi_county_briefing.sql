{{ config(alias='督导通报间隔') }}
{% set read = {'terms': 'dim_county_briefing', 'counties': 'dim_county'} %}

with {{ tables(read) }},

final as (
    select
        {{ in_chinese(read) }}
    from {{ with_dimensions('terms', read) }}
)

select * from final
