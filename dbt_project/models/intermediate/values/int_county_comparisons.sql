-- How the schools of one population stand to those of another (standard.md §6 X6): Σ numerator ÷ Σ denominator ×
-- scale of each, the first divided by the second, by ruleset, code and reading, over what is known: a school as a
-- whole, else those of its stages of which both parts are known. A school that is not known as a whole, or of which it
-- is unknown to which population it belongs, is counted in `subjects_no_data`.
with scope as (select * from {{ ref('int_ruleset_county_years') }}),

readings as (select * from {{ ref('int_ruleset_readings') }} where kind = 'comparison'),

members as (
    select * from {{ ref('int_population_members') }} where is_member is distinct from false
),

known as (select * from {{ ref('int_known_measures') }}),

school_stages as (select * from {{ ref('int_school_stages') }} where is_compulsory and coalesce(pupils, 1) > 0),

parts as (
    select county_code, school_year, school_code, stage from school_stages
    union
    select county_code, school_year, school_code, null::text as stage from school_stages
),

asked as (
    select
        scope.county_code,
        scope.school_year,
        readings.ruleset_code,
        readings.indicator_code,
        readings.dimension,
        readings.scale,
        readings.numerator_measure,
        readings.denominator_measure,
        members.school_code,
        members.is_member,
        members.population = readings.population as is_compared,
        members.population = readings.compared_population as is_yardstick
    from scope
    inner join readings on scope.ruleset_code = readings.ruleset_code
    inner join members
        on
            scope.ruleset_code = members.ruleset_code
            and scope.county_code = members.county_code
            and scope.school_year = members.school_year
            and members.population in (readings.population, readings.compared_population)
),

found as (
    select
        asked.*,
        parts.stage,
        numerators.value as numerator,
        denominators.value as denominator,
        asked.is_member is not null and numerators.value is not null and denominators.value is not null as is_known
    from asked
    inner join parts using (county_code, school_year, school_code)
    {% for part in ['numerator', 'denominator'] %}
    left join known as {{ part }}s
        on
            asked.ruleset_code = {{ part }}s.ruleset_code
            and asked.county_code = {{ part }}s.county_code
            and asked.school_year = {{ part }}s.school_year
            and asked.school_code = {{ part }}s.school_code
            and parts.stage is not distinct from {{ part }}s.stage
            and asked.{{ part }}_measure = {{ part }}s.measure_code
    {% endfor %}
),

whole_or_stages as (
    select
        *,
        bool_or(is_known and stage is null) over (
            partition by
                county_code, school_year, ruleset_code, indicator_code, dimension, school_code,
                is_compared, is_yardstick
        ) as is_known_whole
    from found
),

summed as (
    select
        county_code,
        school_year,
        ruleset_code,
        indicator_code,
        dimension,
        {% for part, side in [('numerator', 'is_compared'), ('denominator', 'is_yardstick')] %}
        sum(numerator) filter (where is_known and {{ side }} and is_known_whole = (stage is null))
        / nullif(sum(denominator) filter (where is_known and {{ side }} and is_known_whole = (stage is null)), 0)
        * any_value(scale)
            as {{ part }},
        {% endfor %}
        count(distinct school_code)::integer as subjects_total,
        count(distinct school_code) filter (where not is_known_whole)::integer as subjects_no_data
    from whole_or_stages
    group by county_code, school_year, ruleset_code, indicator_code, dimension
),

final as (
    select *, numerator / nullif(denominator, 0) as value
    from summed
)

select * from final
