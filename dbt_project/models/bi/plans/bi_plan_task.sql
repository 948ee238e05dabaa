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
            '判定': 'verdicts.word',
        }) }}
    from {{ with_dimensions('facts', read) }}
    left join verdicts on facts.status = verdicts.code
)

select * from final
