-- A task that is met though an indicator that measures one of its statements is not.
with batch as (select * from {batch})

select batch.county_code, batch.school_year, batch.ruleset_code, batch.task, facts.indicator_code, facts.status
from batch
inner join marts.dim_plan_statement as statements
    on batch.ruleset_code = statements.ruleset_code and batch.task = statements.task
inner join marts.fct_county_indicator as facts
    on
        batch.county_code = facts.county_code
        and batch.school_year = facts.school_year
        and batch.ruleset_code = facts.ruleset_code
        and statements.indicator_code = facts.indicator_code
where batch.status = 'met' and facts.dimension is null and facts.status in ('unmet', 'near', 'no_data')
