{{ config(alias='认定进度') }}
{{ view_of('recognition', {
    'recognition': 'fct_recognition',
    'counties': 'dim_county',
    'rulesets': 'dim_ruleset',
}, worded={
    '结论': ['pass', pass_code('recognition.passes')],
}) }}
