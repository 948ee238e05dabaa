-- What is this: a row of `measure_formulas` whose result or component is no measure.
-- When does it matter: a sum with a part that can never be known is never known.
-- How to resolve: correct the row, or add the measure to the seed `measures`.
with named as (
    select measure_code as formula, measure_code from {{ ref('measure_formulas') }}
    union
    select measure_code as formula, component as measure_code from {{ ref('measure_formulas') }}
)

select named.*
from named
anti join {{ ref('measures') }} as measures using (measure_code)
