-- Measures as the indicators of a whole school read them: those reported for the school, those of its stages, and
-- (stage null) the sums over its compulsory stages where the seed `measures` says that a measure may be summed.
with measures as (select * from {{ ref('int_measures') }} where school_code is not null),

summable as (
    select measure_code from {{ ref('measures') }} where sum_over_stages
),

school_stages as (
    select * from {{ ref('int_school_stages') }} where is_compulsory
),

sums as (
    select
        school_stages.county_code,
        school_stages.school_year,
        school_stages.school_code,
        cast(null as text) as stage,
        summable.measure_code,
        -- a stage without pupils needs no row of its own; any other stage that is missing leaves the sum unknown
        case
            when count_if(measures.value is null and coalesce(school_stages.pupils, 1) > 0) = 0
                then coalesce(sum(measures.value), 0)
        end as value
    from school_stages
    cross join summable
    left join measures
        on
            school_stages.county_code = measures.county_code
            and school_stages.school_year = measures.school_year
            and school_stages.school_code = measures.school_code
            and school_stages.stage = measures.stage
            and summable.measure_code = measures.measure_code
    group by all
),

reported as (
    select county_code, school_year, school_code, stage, measure_code, value
    from measures
),

-- the sum over the stages where it is known, else what was reported for the school as a whole
ranked as (
    select *, 1 as priority from sums
    union all by name
    select *, 2 as priority from reported
),

final as (
    select
        county_code, school_year, school_code, stage, measure_code,
        arg_min(value, priority) as value
    from ranked
    group by county_code, school_year, school_code, stage, measure_code
)

select * from final
