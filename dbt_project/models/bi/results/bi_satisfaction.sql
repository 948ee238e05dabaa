{{ config(alias='满意度调查') }}
{% set read = {
    'facts': 'fct_satisfaction',
    'counties': 'dim_county',
} %}

with {{ tables(read) }},

final as (
    select
        {{ in_chinese(read, {
            '学年名称': school_year_name('facts.school_year'),
        }) }}
    from facts
    left join counties on facts.county_code = counties.county_code
)

select * from final
