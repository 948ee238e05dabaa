{{ config(alias='学校达标情况') }}
{{ view_of('compliance', {
    'compliance': 'fct_school_compliance',
    'counties': 'dim_county',
    'schools': 'dim_school',
    'rulesets': 'dim_ruleset',
}, worded={
    '结论': ['pass', pass_code('compliance.passes')],
}) }}
