-- A plan whose summary has another cost than the steps of its year together.
with batch as (
    select county_code, school_year, ruleset_code, plan, year, sum(cost) as cost
    from {batch}
    group by all
)

select
    batch.county_code, batch.school_year, batch.ruleset_code, batch.plan, batch.year, batch.cost,
    said.cost as cost_said
from batch
inner join marts.fct_closing_plan_summary as said using (county_code, school_year, ruleset_code, plan, year)
where abs(coalesce(batch.cost, 0) - coalesce(said.cost, 0)) > 0.01
