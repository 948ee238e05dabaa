{{ config(alias='达标方案') }}
{% set read = {
    'facts': 'fct_closing_plan',
    'counties': 'dim_county',
    'schools': 'dim_school',
    'givers': 'dim_school',
    'rulesets': 'dim_ruleset',
    'indicators': 'dim_indicator',
    'actions': 'dim_closing_action',
} %}

with {{ tables(read) }},

parts as ({{ words('part') }}),

final as (
    select
        {{ in_chinese(read, {
            '学年名称': school_year_name('facts.school_year'),
            '学段': 'coalesce(facts.stage, parts.word)',
            '调出学校名称': 'givers.school_name',
        }) }}
    from facts
    left join counties on facts.county_code = counties.county_code
    left join schools
        on
            facts.county_code = schools.county_code
            and facts.school_year = schools.school_year
            and facts.school_code = schools.school_code
    left join givers
        on
            facts.county_code = givers.county_code
            and facts.school_year = givers.school_year
            and facts.from_school_code = givers.school_code
    left join rulesets on facts.ruleset_code = rulesets.ruleset_code
    left join indicators on facts.indicator_code = indicators.indicator_code
    left join actions on facts.action_code = actions.action_code
    left join parts on parts.code = 'all'
)

select * from final
