-- What is this: a measure that is not 0, and of which `measure_source` names no row of any sheet.
-- When does it matter: `junheng trace` names a file and no row in it, so that nobody could find the figure there.
-- How to resolve: a figure that counts rows has its condition in a macro of `macros/rows`, and the models
-- `int_rows_looked_at__*` look at the rows that the models `int_reported__*` and `int_detail_measures` count.
-- It warns: the figure is right all the same, and is held back by no trace.
{{ config(severity='warn') }}
with measures as (
    select county_code, school_year, school_code, stage, null as dimension, measure_code, value
    from {{ ref('fct_school_measure') }}
    union all by name
    select county_code, school_year, null as school_code, stage, dimension, measure_code, value
    from {{ ref('fct_county_measure') }}
)

select sources.*, measures.value
from {{ ref('measure_source') }} as sources
inner join measures
    on
        sources.county_code = measures.county_code
        and sources.school_year = measures.school_year
        and sources.school_code is not distinct from measures.school_code
        and sources.stage is not distinct from measures.stage
        and sources.dimension is not distinct from measures.dimension
        and sources.measure_code = measures.measure_code
where sources.rows is null and measures.value <> 0
