-- The detail rows of codes whose figures come by parts of the county (int_detail_measures), as numerator, denominator
-- and value; they are judged by the threshold of the code itself.
with readings as (
    select *
    from {{ ref('int_ruleset_readings') }}
    where dimension is null and county_method in ('county', 'details', 'details_present')
),

scope as (select * from {{ ref('int_ruleset_county_years') }}),

parts as (select * from {{ ref('int_detail_measures') }}),

final as (
    select
        scope.county_code,
        scope.school_year,
        scope.ruleset_code,
        readings.indicator_code,
        readings.stage as rule_stage,
        numerators.stage,
        numerators.dimension,
        numerators.is_present,
        numerators.value as numerator,
        denominators.value as denominator,
        case
            when readings.denominator_measure is null then numerators.value
            else numerators.value / nullif(denominators.value, 0) * readings.scale
        end as value
    from scope
    inner join readings on scope.ruleset_code = readings.ruleset_code
    inner join parts as numerators
        on
            scope.county_code = numerators.county_code
            and scope.school_year = numerators.school_year
            and readings.numerator_measure = numerators.measure_code
    left join parts as denominators
        on
            scope.county_code = denominators.county_code
            and scope.school_year = denominators.school_year
            and readings.denominator_measure = denominators.measure_code
            and numerators.stage is not distinct from denominators.stage
            and numerators.dimension = denominators.dimension
)

select * from final
