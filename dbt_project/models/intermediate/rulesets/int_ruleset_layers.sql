-- The layers of each ruleset, first come first served: a row of an earlier layer replaces the same row of a later one.
with rulesets as (select * from {{ ref('rulesets') }}),

final as (
    select
        ruleset_code,
        unnest(string_split(layers, '|')) as layer,
        generate_subscripts(string_split(layers, '|'), 1) as layer_order
    from rulesets
)

select * from final
