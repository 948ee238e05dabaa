-- What becomes of every school stage in the resource indicators, by ruleset (standard.md §1, "Which units count"):
-- `unit` counts by itself, `merged` counts within its central school, `left_out` is not applicable.
with parameters as (
    select ruleset_code, value as judged_point_pupils
    from {{ ref('int_ruleset_parameters') }}
    where parameter_code = 'judged_point_pupils'
),

rulesets as (
    select scope.*, rulesets.point_counting, parameters.judged_point_pupils
    from {{ ref('int_ruleset_county_years') }} as scope
    inner join {{ ref('rulesets') }} as rulesets on scope.ruleset_code = rulesets.ruleset_code
    inner join parameters on scope.ruleset_code = parameters.ruleset_code
),

own_plans as (
    select
        rulesets.ruleset_code,
        stages.county_code,
        stages.school_year,
        stages.school_code,
        stages.stage,
        stages.pupils,
        stages.parent_school_code,
        case
            when not stages.is_compulsory or stages.pupils = 0 then 'left_out'
            when stages.is_teaching_point and stages.pupils < rulesets.judged_point_pupils then 'left_out'
            when rulesets.point_counting = 'merge' and stages.is_teaching_point and not stages.counts_as_school
                then 'to_merge'
            else 'unit'
        end as own_plan
    from {{ ref('int_school_stages') }} as stages
    inner join rulesets using (county_code, school_year)
),

-- merged only into a school that is judged itself: pupils never vanish into one that is left out or not registered
final as (
    select
        points.ruleset_code,
        points.county_code,
        points.school_year,
        points.school_code,
        points.stage,
        points.pupils,
        case
            when points.own_plan != 'to_merge' then points.own_plan
            when centres.school_code is not null then 'merged'
            else 'unit'
        end as plan,
        coalesce(centres.school_code, points.school_code) as unit_school_code
    from own_plans as points
    left join own_plans as centres
        on
            points.own_plan = 'to_merge'
            and centres.own_plan = 'unit'
            and points.ruleset_code = centres.ruleset_code
            and points.county_code = centres.county_code
            and points.school_year = centres.school_year
            and points.stage = centres.stage
            and points.parent_school_code = centres.school_code
)

select * from final
