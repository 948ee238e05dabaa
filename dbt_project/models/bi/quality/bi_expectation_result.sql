{{ config(alias='核查结果') }}
{{ view_of('results', {
    'results': 'expectation_result',
}, worded={
    '关口': ['gate', 'results.stage'],
    '严重程度': ['severity', 'results.severity'],
    '结论': ['pass', pass_code('results.success')],
}) }}
