-- The tasks of a plan, for each ruleset that is made of the plan's layer.
with tasks as (select * from {{ ref('plan_tasks') }}),

rulesets as (
    select ruleset_code, unnest(string_split(layers, '|')) as layer from {{ ref('rulesets') }}
),

final as (
    select
        rulesets.ruleset_code::text as ruleset_code,
        tasks.task::integer as task,
        tasks.task_name::text as task_name,
        tasks.due_on::date as due_on,
        tasks.basis::text as basis
    from tasks
    inner join rulesets using (layer)
)

select * from final
