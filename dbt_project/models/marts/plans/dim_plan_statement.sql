-- What a plan says that can be measured, and by which indicator, for each ruleset that is made of the plan's layer.
with statements as (select * from {{ ref('plan_statements') }}),

rulesets as (
    select ruleset_code, unnest(string_split(layers, '|')) as layer from {{ ref('rulesets') }}
),

final as (
    select
        rulesets.ruleset_code::text as ruleset_code,
        statements.task::integer as task,
        statements.statement_order::integer as statement_order,
        statements.statement::text as statement,
        statements.indicator_code::text as indicator_code
    from statements
    inner join rulesets using (layer)
)

select * from final
