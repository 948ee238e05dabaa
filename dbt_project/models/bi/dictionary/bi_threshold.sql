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
    from thresholds
    left join rulesets on thresholds.ruleset_code = rulesets.ruleset_code
    left join indicators on thresholds.indicator_code = indicators.indicator_code
    left join comparisons on thresholds.comparison = comparisons.code
)

select * from final
