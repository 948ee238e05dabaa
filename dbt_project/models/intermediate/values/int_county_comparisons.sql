-- How the schools of one population stand to those of another (standard.md §6 X6): Σ numerator ÷ Σ denominator ×
-- scale of each, the first divided by the second, by ruleset, code and reading. A school whose part is unknown, or of
-- which it is unknown to which population it belongs, is counted in `subjects_no_data`.
with scope as (select * from {{ ref('int_ruleset_county_years') }}),

readings as (select * from {{ ref('int_ruleset_readings') }} where kind = 'comparison'),

members as (
    select * from {{ ref('int_population_members') }} where is_member is distinct from false
),

known as (select * from {{ ref('int_known_measures') }}),

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
        numerators.value as numerator,
        denominators.value as denominator,
        asked.is_member is not null and numerators.value is not null and denominators.value is not null as is_known
    from asked
    {% for part in ['numerator', 'denominator'] %}
    left join known as {{ part }}s
        on
            asked.ruleset_code = {{ part }}s.ruleset_code
            and asked.county_code = {{ part }}s.county_code
            and asked.school_year = {{ part }}s.school_year
            and asked.school_code = {{ part }}s.school_code
            and {{ part }}s.stage is null
            and asked.{{ part }}_measure = {{ part }}s.measure_code
    {% endfor %}
),

summed as (
    select
        county_code,
        school_year,
        ruleset_code,
        indicator_code,
        dimension,
        {% for part, side in [('numerator', 'is_compared'), ('denominator', 'is_yardstick')] %}
        sum(numerator) filter (where is_known and {{ side }})
        / nullif(sum(denominator) filter (where is_known and {{ side }}), 0) * any_value(scale)
            as {{ part }},
        {% endfor %}
        count(distinct school_code)::integer as subjects_total,
        count(distinct school_code) filter (where not is_known)::integer as subjects_no_data
    from found
    group by county_code, school_year, ruleset_code, indicator_code, dimension
),

final as (
    select *, numerator / nullif(denominator, 0) as value
    from summed
)

select * from final
