{{ config(alias='会改变的判定') }}
{% set read = {
    'facts': 'fct_verdict_flip',
    'counties': 'dim_county',
    'schools': 'dim_school',
    'rulesets': 'dim_ruleset',
    'indicators': 'dim_indicator',
    'others': 'dim_ruleset',
} %}

with {{ tables(read) }},

verdicts as ({{ words('verdict') }}),

causes as ({{ words('flip_cause') }}),

final as (
    select
        {{ in_chinese(read, {
            '原因': 'causes.word',
            '换用标准代码': 'coalesce(facts.other_ruleset_code, facts.ruleset_code)',
            '换用标准名称': 'others.name',
            '判定': 'verdicts.word',
            '改变后判定': 'other_verdicts.word',
        }) }}
    from {{ with_dimensions('facts', read, by={'others': {'ruleset_code': 'other_ruleset_code'}}) }}
    left join verdicts on facts.status = verdicts.code
    left join causes on facts.cause = causes.code
    left join verdicts as other_verdicts on facts.other_status = other_verdicts.code
)

select * from final
