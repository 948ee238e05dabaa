{{ config(alias='县责任部门') }}
{% set read = {
    'departments': 'dim_county_department',
    'counties': 'dim_county',
} %}

with {{ tables(read) }},

final as (
    select
        {{ in_chinese(read) }}
    from {{ with_dimensions('departments', read) }}
)

select * from final
