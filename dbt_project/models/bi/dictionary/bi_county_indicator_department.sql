{{ config(alias='县指标责任部门') }}
{% set read = {
    'duties': 'bridge_county_indicator_department',
    'counties': 'dim_county',
    'indicators': 'dim_indicator',
    'departments': 'dim_county_department',
} %}

with {{ tables(read) }},

final as (
    select
        {{ in_chinese(read) }}
    from {{ with_dimensions('duties', read) }}
)

select * from final
