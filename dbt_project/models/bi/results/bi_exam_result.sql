{{ config(alias='考试成绩') }}
{% set read = {
    'facts': 'fct_exam_result',
    'counties': 'dim_county',
    'schools': 'dim_school',
} %}

with {{ tables(read) }},

yes_no as ({{ words('yes_no') }}),

final as (
    select
        {{ in_chinese(read, {
            '是否不公布': 'yes_no.word',
        }) }}
    from {{ with_dimensions('facts', read) }}
    left join yes_no on cast(facts.is_suppressed as text) = yes_no.code
)

select * from final
