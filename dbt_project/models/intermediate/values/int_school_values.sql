-- Numerator, denominator and value of every computed indicator that is judged school by school and is no resource
-- ratio; `is_applicable` is false where the rule does not concern the school, null while that cannot be told. Where a
-- part is not known but bounded, the value is the one over what is known, and `is_open`: it lies between `least` and
-- `most`, as far as these are known.
with readings as (
    select *
    from {{ ref('int_ruleset_readings') }}
    where grain in ('school', 'school_stage') and population != 'resource_units' and dimension is null
),

members as (select * from {{ ref('int_population_members') }}),

asked as (
    select
        members.ruleset_code,
        members.county_code,
        members.school_year,
        members.school_code,
        members.stage,
        members.is_member as is_applicable,
        readings.indicator_code,
        readings.scale,
        readings.numerator_measure,
        readings.denominator_measure
    from members
    inner join readings
        on
            members.ruleset_code = readings.ruleset_code
            and members.population = readings.population
            and members.stage is not distinct from readings.stage
),

known as (select * from {{ ref('int_known_measures') }}),

found as (
    select
        asked.*,
        coalesce(numerators.value, numerators.least) as numerator,
        coalesce(denominators.value, denominators.least) as denominator,
        numerators.value as numerator_known,
        denominators.value as denominator_known,
        numerators.least as numerator_least,
        numerators.most as numerator_most,
        denominators.least as denominator_least,
        denominators.most as denominator_most,
        numerators.value is null
        or asked.denominator_measure is not null and denominators.value is null as is_open
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
        numerator_known,
        denominator_known,
        case
            when not is_applicable then null
            when denominator_measure is null then numerator
            else numerator / nullif(denominator, 0) * scale
        end as value,
        coalesce(is_applicable and is_open, false) as is_open,
        case
            when denominator_measure is null then numerator_least
            else numerator_least / nullif(denominator_most, 0) * scale
        end as least,
        case
            when denominator_measure is null then numerator_most
            else numerator_most / nullif(denominator_least, 0) * scale
        end as most
    from found
)

select * from final
