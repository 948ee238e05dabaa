{{ config(alias='达标方案未补齐') }}
{% set read = {
    'facts': 'fct_closing_left_out',
    'counties': 'dim_county',
    'schools': 'dim_school',
    'rulesets': 'dim_ruleset',
    'indicators': 'dim_indicator',
} %}

with {{ tables(read) }},

final as (
    select
        {{ in_chinese(read, {
            '学年名称': school_year_name('facts.school_year'),
        }) }}
    from {{ with_dimensions('facts', read) }}
)

select * from final
