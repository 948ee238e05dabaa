-- What would turn a verdict: printing instead of the unrounded figure, another reading of the same rule, or another
-- ruleset (its reliefs and thresholds). One row per verdict and cause; `other_status` is what it would be.
with county as (select * from {{ ref('int_county_verdicts') }}),

hidden as (
    select distinct county_code, school_year, school_code, indicator_code
    from {{ ref('fct_school_indicator') }}
    where is_suppressed
),

schools as (
    select verdicts.* replace (case when hidden.indicator_code is null then verdicts.value end as value)
    from {{ ref('int_school_verdicts') }} as verdicts
    left join hidden using (county_code, school_year, school_code, indicator_code)
),

printed as (
    select
        county_code, school_year, ruleset_code, null::text as school_code, stage, indicator_code, dimension,
        'rounding' as cause, printed_status as other_status, status, value, value as other_value
    from county
    where flips_on_rounding
    union all by name
    select
        county_code, school_year, ruleset_code, school_code, stage, indicator_code,
        'rounding' as cause, printed_status as other_status, status, value, value as other_value
    from schools
    where flips_on_rounding
),

readings as (
    select
        verdicts.county_code, verdicts.school_year, verdicts.ruleset_code, verdicts.stage, verdicts.indicator_code,
        others.dimension,
        'reading' as cause,
        others.status as other_status,
        verdicts.status,
        verdicts.value,
        others.value as other_value
    from county as verdicts
    inner join {{ ref('readings') }} as known
        on verdicts.indicator_code = known.indicator_code and known.switch is not null
    inner join county as others
        on
            verdicts.county_code = others.county_code
            and verdicts.school_year = others.school_year
            and verdicts.ruleset_code = others.ruleset_code
            and verdicts.indicator_code = others.indicator_code
            and verdicts.stage is not distinct from others.stage
            and known.dimension = others.dimension
    where verdicts.dimension is null and verdicts.status != others.status
),

all_verdicts as (
    select
        county_code, school_year, ruleset_code, null::text as school_code, stage, indicator_code, status, value
    from county
    where dimension is null
    union all
    select county_code, school_year, ruleset_code, school_code, stage, indicator_code, status, value
    from schools
),

rulesets as (
    select
        verdicts.county_code, verdicts.school_year, verdicts.ruleset_code, verdicts.school_code, verdicts.stage,
        verdicts.indicator_code,
        'ruleset' as cause,
        others.ruleset_code as other_ruleset_code,
        others.status as other_status,
        verdicts.status,
        verdicts.value,
        others.value as other_value
    from all_verdicts as verdicts
    inner join all_verdicts as others
        on
            verdicts.county_code = others.county_code
            and verdicts.school_year = others.school_year
            and verdicts.ruleset_code != others.ruleset_code
            and verdicts.school_code is not distinct from others.school_code
            and verdicts.stage is not distinct from others.stage
            and verdicts.indicator_code = others.indicator_code
            and verdicts.status != others.status
),

flips as (
    select * from printed
    union all by name
    select * from readings
    union all by name
    select * from rulesets
),

final as (
    select
        county_code::text as county_code,
        school_year::integer as school_year,
        ruleset_code::text as ruleset_code,
        cause::text as cause,
        other_ruleset_code::text as other_ruleset_code,
        dimension::text as dimension,
        school_code::text as school_code,
        stage::text as stage,
        indicator_code::text as indicator_code,
        status::text as status,
        value::double as value,
        other_status::text as other_status,
        other_value::double as other_value
    from flips
)

select * from final
