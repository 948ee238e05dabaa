-- What is this: a relief for an unknown indicator, with an effect that no model knows, or without what the effect
-- needs.
-- When does it matter: the relief would be granted on paper and change nothing.
-- How to resolve: in the seed `reliefs`, `add_measure` needs a measure; `threshold` and `room_area` need a value.
select
    reliefs.relief_code,
    reliefs.indicator_code,
    reliefs.effect
from {{ ref('reliefs') }} as reliefs
left join {{ ref('indicators') }} as indicators on reliefs.indicator_code = indicators.indicator_code
left join {{ ref('measures') }} as measures on reliefs.measure_code = measures.measure_code
where
    indicators.indicator_code is null
    or reliefs.valid_from is null
    or reliefs.effect not in ('add_measure', 'threshold', 'room_area')
    or (reliefs.effect = 'add_measure' and measures.measure_code is null)
    or (reliefs.effect in ('threshold', 'room_area') and reliefs.value is null)
