{{ config(alias='学校指标') }}
{% set read = {
    'facts': 'fct_school_indicator',
    'counties': 'dim_county',
    'schools': 'dim_school',
    'rulesets': 'dim_ruleset',
    'indicators': 'dim_indicator',
} %}

with {{ tables(read) }},

verdicts as ({{ words('verdict') }}),

comparisons as ({{ words('comparison') }}),

yes_no as ({{ words('yes_no') }}),

suppressed as ({{ words('yes_no') }}),

final as (
    select
        {{ in_chinese(read, {
            '显示值': 'round(facts.value, indicators.decimals)',
            '比较方式': 'comparisons.word',
            '判定': 'verdicts.word',
            '取整后判定是否改变': 'yes_no.word',
            '是否不公布': 'suppressed.word',
        }) }}
    from {{ with_dimensions('facts', read) }}
    left join verdicts on facts.status = verdicts.code
    left join comparisons on facts.comparison = comparisons.code
    left join yes_no on cast(facts.flips_on_rounding as text) = yes_no.code
    left join suppressed on cast(facts.is_suppressed as text) = suppressed.code
)

select * from final
