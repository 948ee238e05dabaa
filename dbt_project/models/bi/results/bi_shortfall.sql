{{ config(alias='缺口清单') }}
{% set read = {
    'facts': 'fct_shortfall',
    'counties': 'dim_county',
    'schools': 'dim_school',
    'rulesets': 'dim_ruleset',
    'indicators': 'dim_indicator',
    'towns': 'dim_town',
    'departments': 'dim_county_department',
} %}

with {{ tables(read) }},

verdicts as ({{ words('verdict') }}),

suppressed as ({{ words('yes_no') }}),

final as (
    select
        {{ in_chinese(read, {
            '镇街名称': 'coalesce(schools.town_name, towns.town_name)',
            '显示值': 'round(facts.value, indicators.decimals)',
            '应有': 'cast(facts.printed_required as double)',
            '判定': 'verdicts.word',
            '是否不公布': 'suppressed.word',
        }) }}
    from {{ with_dimensions('facts', read) }}
    left join verdicts on facts.status = verdicts.code
    left join suppressed on cast(facts.is_suppressed as text) = suppressed.code
)

select * from final
