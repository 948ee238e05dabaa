-- A plan that starts from another number of passing units than is published.
with batch as (select * from {batch}),

passing as (
    select county_code, school_year, ruleset_code, count_if(passes) as units
    from marts.fct_school_compliance
    group by all
)

select batch.county_code, batch.school_year, batch.ruleset_code, batch.plan, batch.units_passing_before, passing.units
from batch
inner join passing using (county_code, school_year, ruleset_code)
where batch.units_passing_before != passing.units
