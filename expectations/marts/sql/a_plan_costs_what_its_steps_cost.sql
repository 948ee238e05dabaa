-- A plan whose summary has another cost than its steps together.
with batch as (
    select county_code, school_year, ruleset_code, plan, sum(cost) as cost
    from {batch}
    group by all
)

select batch.county_code, batch.school_year, batch.ruleset_code, batch.plan, batch.cost, said.cost as cost_said
from batch
inner join marts.fct_closing_plan_summary as said using (county_code, school_year, ruleset_code, plan)
where abs(coalesce(batch.cost, 0) - coalesce(said.cost, 0)) > 0.01
