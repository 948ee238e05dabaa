-- The figures of a county for every computed code that is not judged school by school, and for every reading of it
-- (`dimension`, null for the figure that is judged). A ratio over schools is read from what the county reported itself
-- only while no school has anything to sum up, nor a row set aside that leaves open what it has. Growth divides a year
-- by the year before. Where some of a list are not
-- known, the figure is over those who are, both its parts of that list, `missing_size` says how many are not (seed
-- `known_parts`), and `most` what it comes to if all of them count.
with scope as (select * from {{ ref('int_ruleset_county_years') }}),

readings as (
    select *
    from {{ ref('int_ruleset_readings') }}
    where county_method in ('ratio', 'county', 'evidence')
),

reported as (select * from {{ ref('int_measures') }} where school_code is null),

own as (
    select
        scope.county_code,
        scope.school_year,
        scope.ruleset_code,
        readings.indicator_code,
        readings.stage,
        readings.dimension,
        -- both of one list: never its known part over the whole, nor over what another source tells
        known_numerators.value is not null
        and known_denominators.value is not null
        and (
            numerators.value is null
            or denominators.value is null
            or numerators.source_dataset is distinct from denominators.source_dataset
        ) as is_of_the_known,
        case
            when is_of_the_known then known_numerators.value
            else coalesce(numerators.value, known_numerators.value)
        end as numerator,
        case
            when is_of_the_known then known_denominators.value
            else coalesce(denominators.value, known_denominators.value)
        end as denominator,
        case
            when readings.denominator_measure is null then numerator
            else numerator / nullif(denominator, 0) * readings.scale
        end as value,
        nullif(open.value, 0) as missing_size,
        case
            when readings.denominator_measure is not null
                then (numerator + missing_size) / nullif(denominator + missing_size, 0) * readings.scale
        end as most
    from scope
    inner join readings on scope.ruleset_code = readings.ruleset_code
    left join {{ ref('known_parts') }} as parts
        on readings.numerator_measure = parts.measure_code and parts.open_measure is not null
    {% for name, part in [
        ('known_numerators', 'part'), ('known_denominators', 'base'), ('open', 'open'),
    ] %}
    left join reported as {{ name }}
        on
            scope.county_code = {{ name }}.county_code
            and scope.school_year = {{ name }}.school_year
            and readings.stage is not distinct from {{ name }}.stage
            and parts.{{ part }}_measure = {{ name }}.measure_code
    {% endfor %}
    left join reported as numerators
        on
            scope.county_code = numerators.county_code
            and scope.school_year = numerators.school_year
            and readings.stage is not distinct from numerators.stage
            and readings.numerator_measure = numerators.measure_code
    left join reported as denominators
        on
            scope.county_code = denominators.county_code
            and scope.school_year - (case readings.kind when 'growth' then 1 else 0 end) = denominators.school_year
            and readings.stage is not distinct from denominators.stage
            and readings.denominator_measure = denominators.measure_code
),

sums as (select * from {{ ref('int_county_sums') }}),

-- a row of a school's that was set aside: what it could tell nobody else is heard of
open_measures as (
    select distinct rows_set_aside.county_code, rows_set_aside.school_year, sources.measure_code
    from {{ ref('stg_rows_set_aside') }} as rows_set_aside
    inner join {{ ref('measure_sources') }} as sources on rows_set_aside.dataset = sources.dataset
    where rows_set_aside.school_code is not null and sources.priority is not null
),

open_readings as (
    select distinct
        open_measures.county_code,
        open_measures.school_year,
        readings.ruleset_code,
        readings.indicator_code,
        readings.stage,
        readings.dimension
    from readings
    left join {{ ref('measure_formulas') }} as formulas
        on formulas.measure_code in (readings.numerator_measure, readings.denominator_measure)
    inner join open_measures
        on
            open_measures.measure_code in (
                readings.numerator_measure, readings.denominator_measure, formulas.component
            )
),

ratios as (
    select
        own.county_code,
        own.school_year,
        own.ruleset_code,
        own.indicator_code,
        own.stage,
        own.dimension,
        sums.subjects_no_data < sums.subjects_total
        or own.numerator is null
        or (open_readings.county_code is not null and sums.county_code is not null) as is_summed,
        case when is_summed then sums.numerator else own.numerator end as numerator,
        case when is_summed then sums.denominator else own.denominator end as denominator,
        case when is_summed then sums.value else own.value end as value,
        case when is_summed then sums.subjects_total end as subjects_total,
        case when is_summed then sums.subjects_no_data end as subjects_no_data,
        case when is_summed then sums.missing_size else own.missing_size end as missing_size,
        case when is_summed then sums.most else own.most end as most
    from own
    left join sums
        on
            own.county_code = sums.county_code
            and own.school_year = sums.school_year
            and own.ruleset_code = sums.ruleset_code
            and own.indicator_code = sums.indicator_code
            and own.stage is not distinct from sums.stage
            and own.dimension is not distinct from sums.dimension
    left join open_readings
        on
            own.county_code = open_readings.county_code
            and own.school_year = open_readings.school_year
            and own.ruleset_code = open_readings.ruleset_code
            and own.indicator_code = open_readings.indicator_code
            and own.stage is not distinct from open_readings.stage
            and own.dimension is not distinct from open_readings.dimension
),

final as (
    select * exclude (is_summed) from ratios
    union all by name
    select
        county_code, school_year, ruleset_code, indicator_code, cast(null as text) as stage, dimension,
        numerator, denominator, value, subjects_total, subjects_no_data
    from {{ ref('int_county_comparisons') }}
    union all by name
    select
        county_code, school_year, ruleset_code, indicator_code, cast(null as text) as stage,
        cast(null as text) as dimension, numerator, value, subjects_total, subjects_no_data
    from {{ ref('int_county_events') }}
)

select * from final
