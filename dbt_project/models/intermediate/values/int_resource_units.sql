-- Numerator and denominator of every ratio of a school stage that is judged as a resource: one row per ruleset, unit
-- and indicator, merged teaching points added to their central school, reliefs that add a measure applied.
with indicators as (
    select * from {{ ref('int_ruleset_indicators') }} where population = 'resource_units'
),

plans as (select * from {{ ref('int_unit_plans') }} where plan in ('unit', 'merged')),

-- the shared plant of a campus is split between its stages; everything else is a stage's own
stage_measures as (
    select
        measures.county_code,
        measures.school_year,
        measures.school_code,
        measures.stage,
        measures.measure_code,
        case when kinds.is_plant then shares.share else 1 end as share,
        measures.value * case when kinds.is_plant then shares.share else 1 end as value
    from {{ ref('int_measures') }} as measures
    inner join {{ ref('measures') }} as kinds on measures.measure_code = kinds.measure_code
    left join {{ ref('int_split_shares') }} as shares using (county_code, school_year, school_code, stage)
    where measures.school_code is not null and measures.stage is not null
),

added as (
    select
        reliefs.ruleset_code,
        reliefs.county_code,
        reliefs.school_year,
        reliefs.school_code,
        reliefs.stage,
        reliefs.indicator_code,
        sum(stage_measures.value) as value
    from {{ ref('int_reliefs_applied') }} as reliefs
    inner join stage_measures
        using (county_code, school_year, school_code, stage, measure_code)
    where reliefs.effect = 'add_measure' and reliefs.is_certain
    group by all
),

parts as (
    select
        plans.ruleset_code,
        plans.county_code,
        plans.school_year,
        plans.unit_school_code as school_code,
        plans.stage,
        indicators.indicator_code,
        indicators.scale,
        numerators.value + coalesce(added.value, 0) as numerator,
        denominators.value as denominator,
        numerators.share
    from plans
    inner join indicators on plans.ruleset_code = indicators.ruleset_code and plans.stage = indicators.stage
    left join stage_measures as numerators
        on
            plans.county_code = numerators.county_code
            and plans.school_year = numerators.school_year
            and plans.school_code = numerators.school_code
            and plans.stage = numerators.stage
            and indicators.numerator_measure = numerators.measure_code
    left join stage_measures as denominators
        on
            plans.county_code = denominators.county_code
            and plans.school_year = denominators.school_year
            and plans.school_code = denominators.school_code
            and plans.stage = denominators.stage
            and indicators.denominator_measure = denominators.measure_code
    left join added
        on
            plans.ruleset_code = added.ruleset_code
            and plans.county_code = added.county_code
            and plans.school_year = added.school_year
            and plans.school_code = added.school_code
            and plans.stage = added.stage
            and indicators.indicator_code = added.indicator_code
),

final as (
    select
        ruleset_code,
        county_code,
        school_year,
        school_code,
        stage,
        indicator_code,
        case when count(*) = count(numerator) then sum(numerator) end as numerator,
        case when count(*) = count(denominator) then sum(denominator) end as denominator,
        scale,
        max(share) as share
    from parts
    group by ruleset_code, county_code, school_year, school_code, stage, indicator_code, scale
)

select *, numerator / nullif(denominator, 0) * scale as value
from final
