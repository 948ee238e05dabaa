{{ config(alias='差异来源') }}
{% set read = {
    'facts': 'fct_balance_driver',
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
    from facts
    left join counties on facts.county_code = counties.county_code
    left join schools
        on
            facts.county_code = schools.county_code
            and facts.school_year = schools.school_year
            and facts.school_code = schools.school_code
    left join rulesets on facts.ruleset_code = rulesets.ruleset_code
    left join indicators on facts.indicator_code = indicators.indicator_code
)

select * from final
