{{ config(alias='校际均衡') }}
{% set read = {
    'facts': 'fct_county_balance',
    'counties': 'dim_county',
    'rulesets': 'dim_ruleset',
    'indicators': 'dim_indicator',
} %}

with {{ tables(read) }},

verdicts as ({{ words('verdict') }}),

yes_no as ({{ words('yes_no') }}),

final as (
    select
        {{ in_chinese(read, {
            '显示差异系数': 'round(facts.cv, 3)',
            '判定': 'verdicts.word',
            '取整后判定是否改变': 'yes_no.word',
        }) }}
    from {{ with_dimensions('facts', read) }}
    left join verdicts on facts.status = verdicts.code
    left join yes_no on cast(facts.flips_on_rounding as text) = yes_no.code
)

select * from final
