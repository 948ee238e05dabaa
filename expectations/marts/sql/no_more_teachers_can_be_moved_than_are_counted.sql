-- A school stage of which more teachers can be moved who count in an indicator than its figure has, where that figure
-- is the roster's.
with batch as (select * from {batch}),

counted as (
    select
        county_code, school_year, school_code, stage, teachers,
        unnest(string_split(counts_in, '|')) as indicator_code
    from batch
)

select
    counted.county_code, counted.school_year, counted.school_code, counted.stage, counted.indicator_code,
    sum(counted.teachers) as teachers, any_value(measures.value) as figure
from counted
inner join marts.dim_indicator as indicators on counted.indicator_code = indicators.indicator_code
inner join marts.fct_school_measure as measures
    on
        counted.county_code = measures.county_code
        and counted.school_year = measures.school_year
        and counted.school_code = measures.school_code
        and counted.stage = measures.stage
        and indicators.numerator_measure = measures.measure_code
where measures.source_dataset = 'teacher_roster'
group by
    counted.county_code, counted.school_year, counted.school_code, counted.stage, counted.indicator_code
having sum(counted.teachers) > any_value(measures.value)
