-- The measures that conclusions name, per county, school year, ruleset, indicator and stage: summed over the schools
-- that the rule counts, or else as the county reported them. Only named measures are summed.
with named as (
    select distinct parts.indicator_code, names.measure_code
    from {{ ref('int_conclusion_names') }} as parts
    inner join {{ ref('measures') }} as names on names.measure_code in (parts.figure, parts.whole)
),

indicators as (select * from {{ ref('int_ruleset_indicators') }}),

summed as (
    select
        members.county_code,
        members.school_year,
        members.ruleset_code,
        indicators.indicator_code,
        indicators.stage,
        named.measure_code as figure,
        sum(known.value) as value
    from named
    inner join indicators on named.indicator_code = indicators.indicator_code
    inner join {{ ref('int_population_members') }} as members
        on
            indicators.ruleset_code = members.ruleset_code
            and indicators.population = members.population
            and indicators.stage is not distinct from members.stage
            and members.is_member
    inner join {{ ref('int_known_measures') }} as known
        on
            members.ruleset_code = known.ruleset_code
            and members.county_code = known.county_code
            and members.school_year = known.school_year
            and members.school_code = known.school_code
            and members.stage is not distinct from known.stage
            and named.measure_code = known.measure_code
    group by all
),

reported as (
    select
        measures.county_code,
        measures.school_year,
        scope.ruleset_code,
        indicators.indicator_code,
        indicators.stage,
        named.measure_code as figure,
        measures.value
    from named
    inner join indicators on named.indicator_code = indicators.indicator_code
    inner join {{ ref('int_measures') }} as measures
        on
            measures.school_code is null
            and named.measure_code = measures.measure_code
            and indicators.stage is not distinct from measures.stage
    inner join {{ ref('int_ruleset_county_years') }} as scope
        on
            measures.county_code = scope.county_code
            and measures.school_year = scope.school_year
            and indicators.ruleset_code = scope.ruleset_code
),

ranked as (
    select *, 1 as priority from summed
    union all by name
    select *, 2 as priority from reported
),

final as (
    select
        county_code,
        school_year,
        ruleset_code,
        indicator_code,
        stage as rule_stage,
        figure,
        arg_min(value, priority) as value
    from ranked
    group by county_code, school_year, ruleset_code, indicator_code, stage, figure
)

select * from final
