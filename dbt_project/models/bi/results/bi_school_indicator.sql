{{ config(alias='学校指标') }}
{{ view_of('facts', {
    'facts': 'fct_school_indicator',
    'counties': 'dim_county',
    'schools': 'dim_school',
    'rulesets': 'dim_ruleset',
    'indicators': 'dim_indicator',
}, instead={
    '显示值': 'round(facts.value, indicators.decimals)',
}, worded={
    '比较方式': ['comparison', 'facts.comparison'],
    '判定': ['verdict', 'facts.status'],
    '取整后判定是否改变': ['yes_no', 'facts.flips_on_rounding'],
    '是否不公布': ['yes_no', 'facts.is_suppressed'],
}) }}
