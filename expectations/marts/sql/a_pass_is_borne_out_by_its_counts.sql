-- Missing data is never a pass, nor is one indicator below its floor, nor fewer met than the ruleset asks for.
with batch as (select * from {batch})

select
    county_code, school_year, ruleset_code, school_code, stage,
    indicators_met, indicators_unmet, indicators_no_data, rulesets.compliance_min_met
from batch
inner join registry.rulesets as rulesets using (ruleset_code)
where passes and (indicators_no_data > 0 or indicators_unmet > 0 or indicators_met < rulesets.compliance_min_met)
