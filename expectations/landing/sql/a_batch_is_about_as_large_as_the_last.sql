-- The newest batch of a county and school year against the one accepted before it.
with batch as (select * from {batch}),

places as (select distinct county_code, school_year from batch)

select county_code, school_year, volumes.rows_before, volumes.rows_accepted
from batch_volumes as volumes
inner join places using (county_code, school_year)
where
    volumes.dataset = '{table}'
    and volumes.rows_before > 0
    and volumes.rows_accepted not between volumes.rows_before * 0.5 and volumes.rows_before * 2
