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

final as (
    select
        rulesets.ruleset_code,
        stages.county_code,
        stages.school_year,
        stages.school_code,
        stages.stage,
        stages.pupils,
        case
            when not stages.is_compulsory or stages.pupils = 0 then 'left_out'
            when stages.is_teaching_point and stages.pupils < rulesets.judged_point_pupils then 'left_out'
            when
                rulesets.point_counting = 'merge'
                and not stages.counts_as_school
                and stages.parent_school_code is not null
                then 'merged'
            else 'unit'
        end as plan,
        case when plan = 'merged' then stages.parent_school_code else stages.school_code end as unit_school_code
    from {{ ref('int_school_stages') }} as stages
    inner join rulesets using (county_code, school_year)
)

select * from final
