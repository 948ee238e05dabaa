-- The coefficient of variation between the units of a county, weighted by pupils, population form (standard.md §1): X
-- = ΣR / N, S = √(Σ (n/N)(x − X)²), CV = S / X. A unit whose resource is missing is left out of the figure, counted
-- in `units_missing`, and leaves the verdict without data.
with balanced as (select indicator_code from {{ ref('indicators') }} where in_balance),

units as (
    select facts.*
    from {{ ref('int_resource_units') }} as facts
    inner join balanced on facts.indicator_code = balanced.indicator_code
),

asked as (
    select scope.*, indicators.stage, indicators.indicator_code
    from {{ ref('int_ruleset_county_years') }} as scope
    inner join {{ ref('int_ruleset_indicators') }} as indicators on scope.ruleset_code = indicators.ruleset_code
    where indicators.in_balance
),

means as (
    select
        ruleset_code,
        county_code,
        school_year,
        stage,
        indicator_code,
        scale,
        count(*) as units_total,
        count(value) as units,
        sum(denominator) filter (value is not null) as pupils,
        sum(numerator) filter (value is not null) / sum(denominator) filter (value is not null) * scale as mean
    from units
    group by ruleset_code, county_code, school_year, stage, indicator_code, scale
),

spread as (
    select
        units.ruleset_code,
        units.county_code,
        units.school_year,
        units.stage,
        units.indicator_code,
        sqrt(sum(units.denominator / means.pupils * pow(units.value - means.mean, 2))) as standard_deviation
    from units
    inner join means using (ruleset_code, county_code, school_year, stage, indicator_code)
    where units.value is not null
    group by all
),

planned as (
    select distinct ruleset_code, county_code, school_year from {{ ref('int_unit_plans') }}
),

figures as (
    select
        asked.county_code,
        asked.school_year,
        asked.ruleset_code,
        asked.stage,
        asked.indicator_code,
        coalesce(means.units, 0)::integer as units,
        (coalesce(means.units_total, 0) - coalesce(means.units, 0))::integer as units_missing,
        means.pupils::bigint as pupils,
        means.mean,
        spread.standard_deviation,
        spread.standard_deviation / nullif(means.mean, 0) as cv,
        limits.cv_limit,
        planned.county_code is not null as has_schools
    from asked
    left join planned using (ruleset_code, county_code, school_year)
    left join means using (ruleset_code, county_code, school_year, stage, indicator_code)
    left join spread using (ruleset_code, county_code, school_year, stage, indicator_code)
    left join {{ ref('int_ruleset_thresholds') }} as limits
        on
            asked.ruleset_code = limits.ruleset_code
            and asked.indicator_code = limits.indicator_code
            and asked.stage = limits.stage
            and limits.school_type_code is null
),

final as (
    select
        * exclude (has_schools),
        case
            when units + units_missing = 0 and has_schools then 'not_applicable'
            when units_missing > 0 then 'no_data'
            else {{ verdict('cv', "'<='", 'cv_limit', 'null') }}
        end as status,
        coalesce(
            {{ reaches('cv', "'<='", 'cv_limit') }} != {{ reaches('round(cv, 3)', "'<='", 'cv_limit') }}, false
        ) as flips_on_rounding
    from figures
)

select * from final
