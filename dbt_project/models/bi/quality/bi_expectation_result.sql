{{ config(alias='核查结果') }}

with results as (select * from {{ ref('expectation_result') }}),

gates as ({{ words('gate') }}),

severities as ({{ words('severity') }}),

passes as ({{ words('pass') }}),

final as (
    select
        results.run_id as 运行编号,
        results.stage as 关口代码,
        gates.word as 关口,
        results.suite as 核查对象,
        results.expectation as 核查规则,
        results.severity as 严重程度代码,
        coalesce(severities.word, results.severity) as 严重程度,
        results.success as 是否通过,
        passes.word as 结论,
        results.observed as 实际情况,
        results.unexpected_count as 不符行数
    from results
    left join gates on results.stage = gates.code
    left join severities on results.severity = severities.code
    left join passes on {{ pass_code('results.success') }} = passes.code
)

select * from final
