-- Every measure of a school as the indicators of a ruleset may read it: those that depend on the ruleset and those that
-- do not, the latter once for each ruleset that judges the county.
{{ config(materialized='view') }}

select ruleset_code, county_code, school_year, school_code, stage, measure_code, value
from {{ ref('int_ruleset_measures') }}
union all
select
    scope.ruleset_code, level.county_code, level.school_year, level.school_code, level.stage, level.measure_code,
    level.value
from {{ ref('int_school_level_measures') }} as level
inner join {{ ref('int_ruleset_county_years') }} as scope using (county_code, school_year)
