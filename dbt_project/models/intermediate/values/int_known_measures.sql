-- Every measure of a school as the indicators of a ruleset may read it: those that depend on the ruleset, counted one
-- by one or else told by bands, and those that do not, the latter once for each ruleset that judges the county. A
-- figure that is not known may still lie between `least` and `most`. Of a school whose row in the register was set
-- aside nothing is known.
with of_rulesets as (
    select *, 1 as priority from {{ ref('int_ruleset_measures') }}
    union all by name
    select *, value as least, value as most, 2 as priority from {{ ref('int_ruleset_measures__banded') }}
    union all by name
    select *, 1 as priority from {{ ref('int_rooms_qualifying') }}
),

chosen as (
    select
        ruleset_code, county_code, school_year, school_code, stage, measure_code,
        arg_min(value, priority) as value,
        coalesce(arg_min(value, priority), arg_min(least, priority)) as least,
        coalesce(arg_min(value, priority), arg_min(most, priority)) as most
    from of_rulesets
    left join {{ ref('int_schools') }} as schools using (county_code, school_year, school_code)
    where not coalesce(schools.is_set_aside, false)
    group by ruleset_code, county_code, school_year, school_code, stage, measure_code
),

final as (
    select * from chosen
    union all by name
    select
        scope.ruleset_code, level.county_code, level.school_year, level.school_code, level.stage, level.measure_code,
        level.value, level.least, level.most
    from {{ ref('int_school_level_measures') }} as level
    inner join {{ ref('int_ruleset_county_years') }} as scope using (county_code, school_year)
)

select * from final
