-- What is this: a threshold for a code, or for a stage of a code, that no indicator has.
-- When does it matter: it judges nothing; the indicator it was meant for goes on with another threshold or with
-- none.
-- How to resolve: correct indicator_code or stage in the seed `thresholds`, or add the indicator.
with stages as (
    select
        indicator_code,
        unnest(case when stages is null then [null] else string_split(stages, '|') end) as stage
    from {{ ref('indicators') }}
)

select
    thresholds.layer,
    thresholds.indicator_code,
    thresholds.stage
from {{ ref('thresholds') }} as thresholds
left join stages
    on thresholds.indicator_code = stages.indicator_code and thresholds.stage is not distinct from stages.stage
where stages.indicator_code is null
