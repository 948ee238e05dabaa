-- Numerator, denominator and value of every computed indicator that is judged school by school and is no resource ratio;
-- `is_applicable` is false where the rule does not concern the school, null while that cannot be told.
with indicators as (
    select *
    from {{ ref('int_ruleset_indicators') }}
    where population in ('compulsory_schools', 'compulsory_stages', 'small_schools') and numerator_measure is not null
),

scope as (select * from {{ ref('int_ruleset_county_years') }}),

facts as (select * from {{ ref('int_school_facts') }}),

small as (
    select ruleset_code, value as pupils_below
    from {{ ref('int_ruleset_parameters') }}
    where parameter_code = 'small_school_pupils'
),

subjects as (
    select
        facts.county_code,
        facts.school_year,
        facts.school_code,
        cast(null as text) as stage,
        facts.compulsory_pupils as pupils,
        facts.compulsory_pupils
    from facts
    union all
    select
        stages.county_code,
        stages.school_year,
        stages.school_code,
        stages.stage,
        stages.pupils,
        facts.compulsory_pupils
    from {{ ref('int_school_stages') }} as stages
    inner join facts using (county_code, school_year, school_code)
    where stages.is_compulsory
),

asked as (
    select
        scope.ruleset_code,
        subjects.*,
        indicators.indicator_code,
        indicators.kind,
        indicators.scale,
        indicators.numerator_measure,
        indicators.denominator_measure,
        case
            when subjects.pupils = 0 then false
            when indicators.population = 'small_schools' then subjects.compulsory_pupils < small.pupils_below
            else true
        end as is_applicable
    from subjects
    inner join scope using (county_code, school_year)
    inner join indicators
        on scope.ruleset_code = indicators.ruleset_code and subjects.stage is not distinct from indicators.stage
    inner join small on scope.ruleset_code = small.ruleset_code
),

known as (
    select ruleset_code, county_code, school_year, school_code, stage, measure_code, value
    from {{ ref('int_ruleset_measures') }}
    union all
    select scope.ruleset_code, level.county_code, level.school_year, level.school_code, level.stage,
        level.measure_code, level.value
    from {{ ref('int_school_level_measures') }} as level
    inner join scope using (county_code, school_year)
),

found as (
    select
        asked.*,
        numerators.value as numerator,
        denominators.value as denominator
    from asked
    left join known as numerators
        on
            asked.ruleset_code = numerators.ruleset_code
            and asked.county_code = numerators.county_code
            and asked.school_year = numerators.school_year
            and asked.school_code = numerators.school_code
            and asked.stage is not distinct from numerators.stage
            and asked.numerator_measure = numerators.measure_code
    left join known as denominators
        on
            asked.ruleset_code = denominators.ruleset_code
            and asked.county_code = denominators.county_code
            and asked.school_year = denominators.school_year
            and asked.school_code = denominators.school_code
            and asked.stage is not distinct from denominators.stage
            and asked.denominator_measure = denominators.measure_code
),

final as (
    select
        ruleset_code,
        county_code,
        school_year,
        school_code,
        stage,
        indicator_code,
        is_applicable,
        numerator,
        denominator,
        case
            when not is_applicable then null
            when denominator_measure is null then numerator
            else numerator / nullif(denominator, 0) * scale
        end as value
    from found
)

select * from final
