{{ config(alias='指标标准值') }}
{{ view_of('thresholds', {
    'thresholds': 'dim_threshold',
    'rulesets': 'dim_ruleset',
    'indicators': 'dim_indicator',
}, instead={
    '最低值': 'thresholds.threshold * thresholds.floor_ratio',
}, worded={
    '比较方式': ['comparison', 'thresholds.comparison'],
}) }}
