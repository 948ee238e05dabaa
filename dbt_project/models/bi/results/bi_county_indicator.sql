{{ config(alias='县级指标') }}
{{ view_of('facts', {
    'facts': 'fct_county_indicator',
    'counties': 'dim_county',
    'rulesets': 'dim_ruleset',
    'indicators': 'dim_indicator',
}, instead={
    '显示值': 'round(facts.value, indicators.decimals)',
}, worded={
    '比较方式': ['comparison', 'facts.comparison'],
    '判定': ['verdict', 'facts.status'],
}) }}
