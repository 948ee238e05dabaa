-- The parameters that stand inside a formula (class size, room area, hours), by ruleset and stage.
with candidates as (
    select
        layers.ruleset_code,
        parameters.parameter_code,
        parameters.stage,
        parameters.value,
        layers.layer_order
    from {{ ref('parameters') }} as parameters
    inner join {{ ref('int_ruleset_layers') }} as layers on parameters.layer = layers.layer
),

final as (
    select ruleset_code, parameter_code, stage, arg_min(value, layer_order) as value
    from candidates
    group by ruleset_code, parameter_code, stage
)

select * from final
