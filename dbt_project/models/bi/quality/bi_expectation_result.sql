{{ config(alias='核查结果') }}
{% set read = {'results': 'expectation_result'} %}

with {{ tables(read) }},

gates as ({{ words('gate') }}),

severities as ({{ words('severity') }}),

passes as ({{ words('pass') }}),

final as (
    select
        {{ in_chinese(read, {
            '关口': 'gates.word',
            '严重程度': 'coalesce(severities.word, results.severity)',
            '结论': 'passes.word',
        }) }}
    from results
    left join gates on results.stage = gates.code
    left join severities on results.severity = severities.code
    left join passes on {{ pass_code('results.success') }} = passes.code
)

select * from final
