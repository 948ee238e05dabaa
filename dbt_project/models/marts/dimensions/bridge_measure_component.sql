-- From which measures another is computed: by a formula of sums, by one of its ways, or as the ruleset asks.
with formulas as (select * from {{ ref('measure_formulas') }}),

inputs as (select * from {{ ref('measure_inputs') }}),

final as (
    select
        measure_code::text as measure_code,
        stage::text as stage,
        alternative::integer as alternative,
        component::text as component_code,
        coefficient::double as coefficient
    from formulas
    union all
    select measure_code::text, null::text, null::integer, input_measure::text, null::double
    from inputs
)

select * from final
