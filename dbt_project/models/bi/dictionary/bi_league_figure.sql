{{ config(alias='比较数据种类') }}
{% set read = {'kinds': 'dim_league_figure'} %}

with {{ tables(read) }},

final as (
    select
        {{ in_chinese(read) }}
    from kinds
)

select * from final
