-- Ratios of a whole county over its schools: what is known summed up, by ruleset, code, stage and reading. A school
-- that is counted, or may be, and whose part is unknown is counted in `subjects_no_data`; of its roster those who are
-- known count all the same (seed `known_parts`). `most` is the value if all that is not known were to count, null while
-- that is without bound: of a share of one list what such schools could bring (`missing_size`) comes to both its parts,
-- of two lists the first is at its most and the second at its least. Without any school to count there is nothing to
-- divide.
with scope as (select * from {{ ref('int_ruleset_county_years') }}),

readings as (select * from {{ ref('int_ruleset_readings') }} where county_method = 'ratio'),

members as (select * from {{ ref('int_population_members') }}),

known as (select * from {{ ref('int_known_measures') }}),

asked as (
    select
        scope.county_code,
        scope.school_year,
        readings.ruleset_code,
        readings.indicator_code,
        readings.stage,
        readings.dimension,
        readings.scale,
        readings.zero_denominator,
        readings.numerator_measure,
        readings.denominator_measure,
        readings.size_measure,
        parts.part_measure,
        parts.base_measure,
        parts.open_measure,
        members.school_code,
        members.is_member
    from scope
    inner join readings on scope.ruleset_code = readings.ruleset_code
    inner join members
        on
            scope.ruleset_code = members.ruleset_code
            and scope.county_code = members.county_code
            and scope.school_year = members.school_year
            and readings.population = members.population
            and readings.stage is not distinct from members.stage
    left join {{ ref('known_parts') }} as parts on readings.numerator_measure = parts.measure_code
),

found as (
    select
        asked.*,
        numerators.value as numerator,
        denominators.value as denominator,
        sizes.value as size,
        asked.is_member is not null
        and numerators.value is not null
        and coalesce(denominators.value > 0 or denominators.value = 0 and asked.zero_denominator is not null, false)
            as is_known,
        -- a count that stands although some are blank, because others already say no
        is_known and coalesce(
            parts.value = numerators.value and parts.value < bases.value and bases.value < denominators.value, false
        ) as has_blanks,
        case
            when is_known and not has_blanks then numerators.value
            when asked.base_measure is not null then parts.value
            when asked.part_measure is not null then numerators.least
        end as known_numerator,
        case
            when is_known and not has_blanks then denominators.value
            when asked.base_measure is not null then bases.value
            when asked.part_measure is not null then denominators.least
        end as known_denominator,
        numerators.most as numerator_most,
        case when asked.is_member then denominators.least else 0 end as denominator_least,
        coalesce(
            case when asked.is_member then opens.value end,
            sizes.value - case when asked.is_member then coalesce(bases.value, 0) else 0 end
        ) as unknown_size
    from asked
    {% for part in ['numerator', 'denominator', 'size', 'part', 'base', 'open'] %}
    left join known as {{ part }}s
        on
            asked.ruleset_code = {{ part }}s.ruleset_code
            and asked.county_code = {{ part }}s.county_code
            and asked.school_year = {{ part }}s.school_year
            and asked.school_code = {{ part }}s.school_code
            and asked.stage is not distinct from {{ part }}s.stage
            and asked.{{ part }}_measure = {{ part }}s.measure_code
    {% endfor %}
),

summed as (
    select
        county_code,
        school_year,
        ruleset_code,
        indicator_code,
        stage,
        dimension,
        count(*) filter (where is_member is distinct from false)::integer as subjects_total,
        count(*) filter (where is_member is distinct from false and not is_known)::integer as subjects_no_data,
        sum(known_numerator) filter (where is_member) as numerator,
        sum(known_denominator) filter (where is_member) as denominator,
        case
            when count(*) filter (where is_member is distinct from false and not is_known and unknown_size is null) = 0
                then coalesce(sum(unknown_size) filter (where is_member is distinct from false and not is_known), 0)
        end as missing_size,
        case
            when count(*) filter (where is_member is distinct from false and numerator_most is null) = 0
                then sum(numerator_most) filter (where is_member is distinct from false)
        end as numerator_most,
        sum(denominator_least) as denominator_least,
        bool_or(base_measure is not null) as is_share,
        any_value(scale) as scale
    from found
    group by county_code, school_year, ruleset_code, indicator_code, stage, dimension
),

final as (
    select
        * exclude (numerator_most, denominator_least, is_share),
        numerator / nullif(denominator, 0) * scale as value,
        case
            when is_share then (numerator + missing_size) / nullif(denominator + missing_size, 0)
            else numerator_most / nullif(denominator_least, 0)
        end * scale as most
    from summed
)

select * from final
