-- What is this: a measure of an indicator for which no column of a dataset, no formula and no input stands. The figures
-- of the national monitoring alone are made without (int_detail_measures).
-- When does it matter: the indicator would be without data for every school, for ever.
-- How to resolve: add a row to the seed `measure_sources`, or correct the measure's name there or in `indicators`.
with indicators as (select * from {{ ref('indicators') }} where kind <> 'monitoring'),

read as (
    select indicator_code, numerator_measure as measure_code from indicators
    union
    select indicator_code, denominator_measure as measure_code from indicators
    union
    select indicator_code, numerator_measure as measure_code from {{ ref('readings') }}
    union
    select indicator_code, denominator_measure as measure_code from {{ ref('readings') }}
),

made as (
    select measure_code from {{ ref('measure_sources') }}
    union
    select measure_code from {{ ref('measure_formulas') }}
    union
    select measure_code from {{ ref('measure_inputs') }}
),

final as (
    select read.*
    from read
    anti join made using (measure_code)
    where read.measure_code is not null
)

select * from final
