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
            '学校名称': 'schools.school_name',
            '起点判定': 'before.word',
            '判定': 'verdicts.word',
        }) }}
    from {{ with_dimensions('facts', read, by={'schools': {'school_year': 'base_year'}}) }}
    left join verdicts on facts.status = verdicts.code
    left join verdicts as before on facts.status_today = before.code
)

select * from final
