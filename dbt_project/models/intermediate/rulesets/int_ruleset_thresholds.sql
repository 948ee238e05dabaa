-- One threshold per ruleset, indicator, stage and (where the rule names one) kind of school.
with candidates as (
    select layers.ruleset_code, layers.layer_order, thresholds.*
    from {{ ref('thresholds') }} as thresholds
    inner join {{ ref('int_ruleset_layers') }} as layers on thresholds.layer = layers.layer
),

ranked as (
    select
        *,
        row_number() over (
            partition by ruleset_code, indicator_code, stage, school_type_code order by layer_order
        ) as choice
    from candidates
),

final as (
    select
        ruleset_code, indicator_code, stage, school_type_code, comparison, threshold, floor_ratio, cv_limit, basis
    from ranked
    where choice = 1
)

select * from final
