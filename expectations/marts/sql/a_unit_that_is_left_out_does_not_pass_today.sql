-- A unit that a plan leaves out although it passes today: no plan may make a unit fail.
with batch as (select * from {batch})

select batch.county_code, batch.school_year, batch.ruleset_code, batch.plan, batch.school_code, batch.stage
from batch
inner join marts.fct_school_compliance as judged
    using (county_code, school_year, ruleset_code, school_code, stage)
where judged.passes
