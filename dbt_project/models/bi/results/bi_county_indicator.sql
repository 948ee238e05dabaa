{{ config(alias='县级指标') }}
{% set read = {
    'facts': 'fct_county_indicator',
    'counties': 'dim_county',
    'rulesets': 'dim_ruleset',
    'indicators': 'dim_indicator',
} %}

with {{ tables(read) }},

verdicts as ({{ words('verdict') }}),

comparisons as ({{ words('comparison') }}),

final as (
    select
        {{ in_chinese(read, {
            '显示值': 'round(facts.value, indicators.decimals)',
            '比较方式': 'comparisons.word',
            '判定': 'verdicts.word',
        }) }}
    from {{ with_dimensions('facts', read) }}
    left join verdicts on facts.status = verdicts.code
    left join comparisons on facts.comparison = comparisons.code
)

select * from final
