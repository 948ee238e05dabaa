-- What is this: a ruleset names a layer that no threshold, indicator, parameter or relief belongs to.
-- When does it matter: a layer that is misspelt takes its thresholds with it; the ruleset would report instead of
-- judge.
-- How to resolve: correct the column `layers` of the seed `rulesets`, or give the rows of the layer that name.
with named as (
    select
        ruleset_code,
        unnest(string_split(layers, '|')) as layer
    from {{ ref('rulesets') }}
),

known as (
    select layer from {{ ref('thresholds') }}
    union
    select layer from {{ ref('indicators') }}
    union
    select layer from {{ ref('parameters') }}
    union
    select layer from {{ ref('reliefs') }}
)

select named.*
from named
anti join known using (layer)
