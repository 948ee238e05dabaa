{{ config(alias='办学数据项') }}
{% set read = {'measures': 'dim_measure'} %}

with {{ tables(read) }},

yes_no as ({{ words('yes_no') }}),

final as (
    select
        {{ in_chinese(read, {
            '是否全校共用': 'yes_no.word',
        }) }}
    from measures
    left join yes_no on cast(measures.is_plant as text) = yes_no.code
)

select * from final
