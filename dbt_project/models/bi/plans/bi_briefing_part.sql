{{ config(alias='督导通报组成') }}
{% set read = {'parts': 'dim_briefing_part', 'counties': 'dim_county'} %}

with {{ tables(read) }},

kinds as ({{ words('briefing_part') }}),

final as (
    select
        {{ in_chinese(read, {'部分': 'kinds.word'}) }}
    from {{ with_dimensions('parts', read) }}
    left join kinds on parts.part_kind = kinds.code
)

select * from final
