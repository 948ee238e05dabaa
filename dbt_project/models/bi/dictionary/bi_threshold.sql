{{ config(alias='指标标准值') }}
{% set read = {
    'thresholds': 'dim_threshold',
    'rulesets': 'dim_ruleset',
    'indicators': 'dim_indicator',
} %}

with {{ tables(read) }},

comparisons as ({{ words('comparison') }}),

final as (
    select
        {{ in_chinese(read, {
            '比较方式': 'comparisons.word',
            '最低值': 'thresholds.threshold * thresholds.floor_ratio',
        }) }}
    from {{ with_dimensions('thresholds', read) }}
    left join comparisons on thresholds.comparison = comparisons.code
)

select * from final
