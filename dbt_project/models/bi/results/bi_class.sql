{{ config(alias='班级') }}
{% set read = {
    'facts': 'fct_class',
    'counties': 'dim_county',
    'schools': 'dim_school',
} %}

with {{ tables(read) }},

yes_no as ({{ words('yes_no') }}),

final as (
    select
        {{ in_chinese(read, {
            '是否超班额': 'yes_no.word',
        }) }}
    from {{ with_dimensions('facts', read) }}
    left join yes_no on cast(facts.over_by > 0 as text) = yes_no.code
)

select * from final
