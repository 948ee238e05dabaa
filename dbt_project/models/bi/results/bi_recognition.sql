{{ config(alias='认定进度') }}
{% set read = {
    'recognition': 'fct_recognition',
    'counties': 'dim_county',
    'rulesets': 'dim_ruleset',
} %}

with {{ tables(read) }},

passes as ({{ words('pass') }}),

final as (
    select
        {{ in_chinese(read, {
            '结论': 'passes.word',
        }) }}
    from {{ with_dimensions('recognition', read) }}
    left join passes on {{ pass_code('recognition.passes') }} = passes.code
)

select * from final
