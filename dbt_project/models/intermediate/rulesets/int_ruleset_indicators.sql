-- The indicators of each ruleset, a row per stage where the indicator has stages.
with indicators as (
    select
        * exclude (stages),
        unnest(case when stages is null then [null] else string_split(stages, '|') end) as stage
    from {{ ref('indicators') }}
),

final as (
    select layers.ruleset_code, indicators.*
    from indicators
    inner join {{ ref('int_ruleset_layers') }} as layers on indicators.layer = layers.layer
)

select * from final
