{{ config(alias='责任部门') }}
{% set read = {'departments': 'dim_department'} %}

with {{ tables(read) }},

final as (
    select
        {{ in_chinese(read) }}
    from departments
)

select * from final
