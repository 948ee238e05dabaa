with batch as (select * from {batch}),

compared as (
    select batch.county_code, batch.school_year, max(past.school_year) as past_year
    from (select distinct county_code, school_year from batch) as batch
    inner join past.{table} as past
        on batch.county_code = past.county_code and past.school_year <= batch.school_year
    group by batch.county_code, batch.school_year
),

now as (
    select county_code, school_year, stage, measure_code, sum(value) as total
    from batch
    group by county_code, school_year, stage, measure_code
),

before as (
    select county_code, school_year, stage, measure_code, sum(value) as total
    from past.{table}
    group by county_code, school_year, stage, measure_code
)

select now.county_code, now.school_year, now.stage, now.measure_code, before.total as before, now.total
from now
inner join compared on now.county_code = compared.county_code and now.school_year = compared.school_year
inner join before
    on
        now.county_code = before.county_code
        and compared.past_year = before.school_year
        and now.stage is not distinct from before.stage
        and now.measure_code = before.measure_code
inner join registry.drift_limits as limits on now.measure_code = limits.measure_code
where before.total > 0 and abs(now.total - before.total) > before.total * limits.percent / 100
