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
            '学年名称': school_year_name('facts.school_year'),
            '镇街名称': 'coalesce(towns.town_name, facts.town_code)',
            '学校名称': 'coalesce(schools.school_name, facts.school_code)',
        }) }}
    from facts
    left join counties on facts.county_code = counties.county_code
    left join towns on facts.county_code = towns.county_code and facts.town_code = towns.town_code
    left join schools
        on
            facts.county_code = schools.county_code
            and facts.base_year = schools.school_year
            and facts.school_code = schools.school_code
)

select * from final
