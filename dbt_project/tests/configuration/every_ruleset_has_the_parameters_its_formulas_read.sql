-- What is this: a ruleset whose layers lack a parameter that a formula reads.
-- When does it matter: without the 50 pupils of a judged point or the 100 of a small school no unit would be
-- judged at all.
-- How to resolve: add the row to the seed `parameters` in one of the layers of the ruleset.
with needed (parameter_code, stage) as (
    select * from (
        values
        ('judged_point_pupils', null),
        ('small_school_pupils', null),
        ('classes_per_room', null)
    )
    union all
    select 'class_size_limit', stage from {{ ref('stages') }} where is_judged
    union all
    select area_parameter, null from {{ ref('room_kinds') }}
),

asked as (
    select rulesets.ruleset_code, needed.parameter_code, needed.stage
    from {{ ref('rulesets') }} as rulesets
    cross join needed
)

select asked.*
from asked
left join {{ ref('int_ruleset_parameters') }} as known
    on
        asked.ruleset_code = known.ruleset_code
        and asked.parameter_code = known.parameter_code
        and asked.stage is not distinct from known.stage
where known.value is null
