{{ config(alias='判定将变') }}
{% set read = {
    'facts': 'fct_forecast_turn',
    'counties': 'dim_county',
    'rulesets': 'dim_ruleset',
    'indicators': 'dim_indicator',
    'schools': 'dim_school',
} %}

with {{ tables(read) }},

verdicts as ({{ words('verdict') }}),

final as (
    select
        {{ in_chinese(read, {
            '学年名称': school_year_name('facts.school_year'),
            '学校名称': 'schools.school_name',
            '起点判定': 'before.word',
            '判定': 'verdicts.word',
        }) }}
    from facts
    left join counties on facts.county_code = counties.county_code
    left join rulesets on facts.ruleset_code = rulesets.ruleset_code
    left join indicators on facts.indicator_code = indicators.indicator_code
    left join schools
        on
            facts.county_code = schools.county_code
            and facts.base_year = schools.school_year
            and facts.school_code = schools.school_code
    left join verdicts on facts.status = verdicts.code
    left join verdicts as before on facts.status_today = before.code
)

select * from final
