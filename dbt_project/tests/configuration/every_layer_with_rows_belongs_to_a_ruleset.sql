-- What is this: rows of indicators, thresholds or reliefs in a layer that no ruleset names. (Parameters have layers
-- that every ruleset shares.)
-- When does it matter: they judge nothing and are shown nowhere, and nothing else would say so.
-- How to resolve: name the layer in the column `layers` of the seed `rulesets`, or correct the layer of the rows.
with rulesets as (select * from {{ ref('rulesets') }}),

named as (
    select unnest(string_split(layers, '|')) as layer
    from rulesets
),

used as (
    {% for seed in ['indicators', 'thresholds', 'reliefs'] %}
    select distinct '{{ seed }}' as seed, layer from {{ ref(seed) }}
    {% if not loop.last %}union all{% endif %}
    {% endfor %}
),

final as (
    select used.*
    from used
    anti join named using (layer)
)

select * from final
