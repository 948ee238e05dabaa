-- A verdict over schools counts the schools that fct_school_indicator lists as unmet.
with batch as (select * from {batch}),

schools as (
    select county_code, school_year, ruleset_code, indicator_code, stage, count_if(status = 'unmet') as schools_unmet
    from marts.fct_school_indicator
    group by county_code, school_year, ruleset_code, indicator_code, stage
)

select
    facts.county_code, facts.school_year, facts.ruleset_code, facts.indicator_code, facts.stage,
    facts.subjects_unmet, coalesce(schools.schools_unmet, 0) as schools_unmet
from batch as facts
inner join registry.indicators as indicators on facts.indicator_code = indicators.indicator_code
left join schools
    on
        facts.county_code = schools.county_code
        and facts.school_year = schools.school_year
        and facts.ruleset_code = schools.ruleset_code
        and facts.indicator_code = schools.indicator_code
        and facts.stage is not distinct from schools.stage
where
    indicators.county_method = 'schools'
    and facts.dimension is null
    and facts.subjects_unmet != coalesce(schools.schools_unmet, 0)
