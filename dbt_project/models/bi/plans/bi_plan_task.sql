{{ config(alias='推进任务进度') }}
{% set read = {
    'facts': 'fct_plan_task',
    'tasks': 'dim_plan_task',
    'counties': 'dim_county',
    'rulesets': 'dim_ruleset',
} %}

with {{ tables(read) }},

verdicts as ({{ words('verdict') }}),

final as (
    select
        {{ in_chinese(read, {
            '学年名称': school_year_name('facts.school_year'),
            '判定': 'verdicts.word',
        }) }}
    from facts
    left join tasks on facts.ruleset_code = tasks.ruleset_code and facts.task = tasks.task
    left join counties on facts.county_code = counties.county_code
    left join rulesets on facts.ruleset_code = rulesets.ruleset_code
    left join verdicts on facts.status = verdicts.code
)

select * from final
