-- A unit passes when at least 6 of the 7 resource indicators are met and the remaining one reaches 85% of its
-- threshold; it fails as soon as two are not met or one is below 85%; while missing data could still change that it is
-- neither.
-- One row per unit that counts (standard.md §1).
with compared as (
    select indicator_code from {{ ref('indicators') }} where in_compliance
),

judged as (
    select facts.*
    from {{ ref('fct_school_indicator') }} as facts
    inner join compared on facts.indicator_code = compared.indicator_code
    where facts.status != 'not_applicable'
),

units as (select * from {{ ref('int_unit_plans') }} where plan = 'unit'),

counted as (
    select
        units.county_code,
        units.school_year,
        units.ruleset_code,
        units.school_code,
        units.stage,
        max(judged.denominator)::bigint as pupils,
        count_if(judged.status = 'met')::integer as indicators_met,
        count_if(judged.status = 'near')::integer as indicators_near,
        count_if(judged.status = 'unmet')::integer as indicators_unmet,
        count_if(judged.status = 'no_data')::integer as indicators_no_data
    from units
    inner join judged using (county_code, school_year, ruleset_code, school_code, stage)
    group by all
),

final as (
    select
        counted.*,
        case
            when indicators_unmet >= 1 then false
            when indicators_met + indicators_no_data < rulesets.compliance_min_met then false
            when indicators_no_data > 0 then null
            else true
        end as passes,
        {{ passed('passes') }} as verdict
    from counted
    inner join {{ ref('rulesets') }} as rulesets on counted.ruleset_code = rulesets.ruleset_code
)

select * from final
