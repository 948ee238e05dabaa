{{ config(alias='县比较数据') }}
{% set read = {
    'facts': 'fct_county_figure',
    'counties': 'dim_county',
    'rulesets': 'dim_ruleset',
    'kinds': 'dim_league_figure',
} %}

with {{ tables(read) }},

indicators as (select * from {{ ref('dim_indicator') }}),

parts as ({{ words('part') }}),

final as (
    select
        {{ in_chinese(read, {
            '学段': 'coalesce(facts.stage, parts.word)',
            '数据名称': "concat_ws('：', kinds.figure_name, coalesce(indicators.indicator_name, "
                ~ "nullif(split_part(facts.figure, '/', 2), '')))",
        }) }}
    from facts
    left join kinds on split_part(facts.figure, '/', 1) = kinds.figure_kind
    left join counties on facts.county_code = counties.county_code
    left join rulesets on facts.ruleset_code = rulesets.ruleset_code
    left join indicators on split_part(facts.figure, '/', 2) = indicators.indicator_code
    left join parts on parts.code = 'all'
)

select * from final
