-- Who lacks what, and which department answers for it: schools for what is judged school by school; the county, its
-- towns or its monitored subjects (`dimension`) for everything else.
with schools as (
    select
        facts.county_code, facts.school_year, facts.ruleset_code, registered.town_code, facts.school_code, facts.stage,
        facts.indicator_code, facts.value, facts.threshold, facts.shortfall, facts.shortfall_unit, facts.status
    from {{ ref('fct_school_indicator') }} as facts
    left join {{ ref('int_schools') }} as registered using (county_code, school_year, school_code)
    where facts.status in ('near', 'unmet')
),

counties as (
    select
        facts.county_code, facts.school_year, facts.ruleset_code, towns.town_code, facts.stage, facts.dimension,
        facts.indicator_code, facts.value, facts.threshold, facts.shortfall, facts.shortfall_unit, facts.status
    from {{ ref('int_county_shortfalls') }} as facts
    left join {{ ref('int_towns') }} as towns
        on facts.county_code = towns.county_code and facts.dimension = '镇街=' || towns.town_name
),

facts as (
    select * from schools
    union all by name
    select * from counties
),

final as (
    select
        facts.county_code::text as county_code,
        facts.school_year::integer as school_year,
        facts.ruleset_code::text as ruleset_code,
        bridge.department_code::text as department_code,
        facts.town_code::text as town_code,
        facts.school_code::text as school_code,
        facts.stage::text as stage,
        facts.indicator_code::text as indicator_code,
        facts.dimension::text as dimension,
        facts.value::double as value,
        facts.threshold::double as threshold,
        facts.shortfall::double as shortfall,
        facts.shortfall_unit::text as shortfall_unit,
        facts.status::text as status
    from facts
    inner join {{ ref('indicator_departments') }} as bridge on facts.indicator_code = bridge.indicator_code
)

select * from final
