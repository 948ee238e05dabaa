{{ config(alias='学生数预测') }}
{% set read = {
    'facts': 'fct_forecast',
    'counties': 'dim_county',
    'towns': 'dim_town',
    'schools': 'dim_school',
} %}

with {{ tables(read) }},

final as (
    select
        {{ in_chinese(read, {
            '镇街名称': 'coalesce(towns.town_name, facts.town_code)',
            '学校名称': 'coalesce(schools.school_name, facts.school_code)',
        }) }}
    from {{ with_dimensions('facts', read, by={'schools': {'school_year': 'base_year'}}) }}
)

select * from final
