{{ config(alias='校际均衡') }}
{{ view_of('facts', {
    'facts': 'fct_county_balance',
    'counties': 'dim_county',
    'rulesets': 'dim_ruleset',
    'indicators': 'dim_indicator',
}, instead={
    '显示差异系数': 'round(facts.cv, 3)',
}, worded={
    '判定': ['verdict', 'facts.status'],
    '取整后判定是否改变': ['yes_no', 'facts.flips_on_rounding'],
}) }}
