with batch as (select * from {batch}),

judged as (
    select
        facts.county_code, facts.school_year, facts.ruleset_code, facts.school_code, facts.stage,
        count_if(facts.status = 'met') as met,
        count_if(facts.status = 'near') as near,
        count_if(facts.status = 'unmet') as unmet,
        count_if(facts.status = 'no_data') as no_data
    from marts.fct_school_indicator as facts
    inner join registry.indicators as compared
        on facts.indicator_code = compared.indicator_code and compared.in_compliance
    group by facts.county_code, facts.school_year, facts.ruleset_code, facts.school_code, facts.stage
)

select
    county_code, school_year, ruleset_code, school_code, stage,
    indicators_met, judged.met, indicators_near, judged.near,
    indicators_unmet, judged.unmet, indicators_no_data, judged.no_data
from batch
left join judged using (county_code, school_year, ruleset_code, school_code, stage)
where
    indicators_met is distinct from judged.met
    or indicators_near is distinct from judged.near
    or indicators_unmet is distinct from judged.unmet
    or indicators_no_data is distinct from judged.no_data
