-- What is this: an indicator whose numerator or denominator is no measure of the seed `measures`.
-- When does it matter: the measure can never be found, so the indicator would be without data for every school,
-- for ever.
-- How to resolve: correct numerator_measure or denominator_measure in the seed `indicators`, or add the measure.
with read as (
    select indicator_code, numerator_measure as measure_code from {{ ref('indicators') }}
    union
    select indicator_code, denominator_measure as measure_code from {{ ref('indicators') }}
)

select read.*
from read
anti join {{ ref('measures') }} as measures using (measure_code)
where read.measure_code is not null
