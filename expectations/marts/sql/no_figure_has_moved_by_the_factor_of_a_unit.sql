with batch as (select * from {batch}),

compared as (
    select batch.county_code, batch.school_year, max(past.school_year) as past_year
    from (select distinct county_code, school_year from batch) as batch
    inner join past.{table} as past
        on batch.county_code = past.county_code and past.school_year <= batch.school_year
    group by batch.county_code, batch.school_year
),

moved as (
    select
        batch.county_code, batch.school_year, batch.measure_code, measures.unit, batch.school_code,
        max(batch.value / past.value) as ratio
    from batch
    inner join compared
        on batch.county_code = compared.county_code and batch.school_year = compared.school_year
    inner join past.{table} as past
        on
            batch.county_code = past.county_code
            and compared.past_year = past.school_year
            and batch.school_code = past.school_code
            and batch.stage is not distinct from past.stage
            and batch.measure_code = past.measure_code
    inner join registry.measures as measures on batch.measure_code = measures.measure_code
    where batch.value > 0 and past.value > 0
    group by all
),

schools as (
    select county_code, school_year, measure_code, count(*) as schools
    from moved
    group by county_code, school_year, measure_code
)

select
    moved.county_code, moved.school_year, moved.measure_code, ratios.ratio,
    count(*) as schools_moved, any_value(schools.schools) as schools
from moved
inner join registry.unit_ratios as ratios
    on moved.unit = ratios.unit and moved.ratio between ratios.ratio * 0.8 and ratios.ratio * 1.2
inner join schools
    on
        moved.county_code = schools.county_code
        and moved.school_year = schools.school_year
        and moved.measure_code = schools.measure_code
group by moved.county_code, moved.school_year, moved.measure_code, ratios.ratio
having count(*) * 2 > any_value(schools.schools) and any_value(schools.schools) >= 3
