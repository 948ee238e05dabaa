{{ config(alias='学校达标情况') }}
{% set read = {
    'compliance': 'fct_school_compliance',
    'counties': 'dim_county',
    'schools': 'dim_school',
    'rulesets': 'dim_ruleset',
} %}

with {{ tables(read) }},

passes as ({{ words('pass') }}),

final as (
    select
        {{ in_chinese(read, {
            '结论': 'passes.word',
        }) }}
    from {{ with_dimensions('compliance', read) }}
    left join passes on {{ pass_code('compliance.passes') }} = passes.code
)

select * from final
