{{ config(alias='缺口清单') }}
{% set read = {
    'facts': 'fct_shortfall',
    'counties': 'dim_county',
    'schools': 'dim_school',
    'rulesets': 'dim_ruleset',
    'indicators': 'dim_indicator',
    'towns': 'dim_town',
    'departments': 'dim_department',
} %}

with {{ tables(read) }},

verdicts as ({{ words('verdict') }}),

suppressed as ({{ words('yes_no') }}),

final as (
    select
        {{ in_chinese(read, {
            '学年名称': school_year_name('facts.school_year'),
            '镇街名称': 'coalesce(schools.town_name, towns.town_name)',
            '显示值': 'round(facts.value, indicators.decimals)',
            '判定': 'verdicts.word',
            '是否不公布': 'suppressed.word',
        }) }}
    from facts
    left join counties on facts.county_code = counties.county_code
    left join schools
        on
            facts.county_code = schools.county_code
            and facts.school_year = schools.school_year
            and facts.school_code = schools.school_code
    left join towns on facts.county_code = towns.county_code and facts.town_code = towns.town_code
    left join rulesets on facts.ruleset_code = rulesets.ruleset_code
    left join indicators on facts.indicator_code = indicators.indicator_code
    left join departments on facts.department_code = departments.department_code
    left join verdicts on facts.status = verdicts.code
    left join suppressed on cast(facts.is_suppressed as text) = suppressed.code
)

select * from final
