-- What is this: a measure that is published and not derived, and has no row in `measure_source`.
-- When does it matter: a figure could not be traced to the rows it comes from.
-- How to resolve: `measure_source` knows every dataset with a row in `measure_sources`.
with measures as (
    select county_code, school_year, school_code, stage, null as dimension, measure_code
    from {{ ref('fct_school_measure') }}
    where not is_derived
    union all by name
    select measures.county_code, measures.school_year, null as school_code, measures.stage, dimension, measure_code
    from {{ ref('fct_county_measure') }} as measures
    where measures.measure_code not in (select measure_code from {{ ref('measure_formulas') }})
),

sources as (
    select distinct county_code, school_year, school_code, stage, dimension, measure_code
    from {{ ref('measure_source') }}
)

select * from measures
except
select * from sources
