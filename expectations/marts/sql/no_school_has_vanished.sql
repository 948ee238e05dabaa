with batch as (select * from {batch}),

compared as (
    select batch.county_code, batch.school_year, max(past.school_year) as past_year
    from (select distinct county_code, school_year from batch) as batch
    inner join past.{table} as past
        on batch.county_code = past.county_code and past.school_year <= batch.school_year
    group by batch.county_code, batch.school_year
)

select compared.county_code, compared.school_year, past.school_code, past.school_name
from compared
inner join past.{table} as past
    on compared.county_code = past.county_code and compared.past_year = past.school_year
where not exists (
    select 1 from batch
    where
        batch.county_code = compared.county_code
        and batch.school_year = compared.school_year
        and batch.school_code = past.school_code
)
