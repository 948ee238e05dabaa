{{ config(alias='评价标准') }}
{{ view_of('rulesets', {
    'rulesets': 'dim_ruleset',
}, instead={
    '适用县代码': 'rulesets.counties',
}, worded={
    '教学点计法': ['point_counting', 'rulesets.point_counting'],
    '巩固率公式': ['cohort_formula', 'rulesets.cohort_formula'],
    '就近入学统计范围': ['catchment_population', 'rulesets.catchment_population'],
    '随迁子女就读统计范围': ['migrant_population', 'rulesets.migrant_population'],
}) }}
