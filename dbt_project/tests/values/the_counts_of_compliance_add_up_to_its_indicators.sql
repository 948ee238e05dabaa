-- What is this: a unit whose met, near, unmet and missing indicators are not together the indicators of compliance
-- (seven).
-- When does it matter: "6 of 7" would be counted over another number.
-- How to resolve: this cannot come from the data; a code that a ruleset does not have would be the first thing to
-- look for.
with expected as (
    select ruleset_code, stage, count(*) as indicators
    from {{ ref('int_ruleset_indicators') }}
    where in_compliance
    group by ruleset_code, stage
)

select compliance.*, expected.indicators
from {{ ref('fct_school_compliance') }} as compliance
left join expected using (ruleset_code, stage)
where
    compliance.indicators_met + compliance.indicators_near + compliance.indicators_unmet
    + compliance.indicators_no_data is distinct from expected.indicators
