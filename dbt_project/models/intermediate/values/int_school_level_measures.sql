-- Measures as the indicators of a whole school read them: those reported for the school, those of its stages, and
-- (stage null) the sums over its compulsory stages where the seed `measures` says that a measure may be summed. Where
-- a figure is not known, and the seed `known_parts` says what part of it is and how many more there may be, it lies
-- between `least` and `most`; of a known figure both are the figure.
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

chosen as (
    select
        county_code, school_year, school_code, stage, measure_code,
        arg_min(value, priority) as value
    from ranked
    group by county_code, school_year, school_code, stage, measure_code
),

bounded as (
    select
        known.county_code,
        known.school_year,
        known.school_code,
        known.stage,
        parts.measure_code,
        known.value as least,
        known.value + open.value as most
    from {{ ref('known_parts') }} as parts
    inner join measures as known on parts.part_measure = known.measure_code
    inner join measures as open
        on
            parts.open_measure = open.measure_code
            and known.county_code = open.county_code
            and known.school_year = open.school_year
            and known.school_code = open.school_code
            and known.stage is not distinct from open.stage
),

final as (
    select
        coalesce(chosen.county_code, bounded.county_code) as county_code,
        coalesce(chosen.school_year, bounded.school_year) as school_year,
        coalesce(chosen.school_code, bounded.school_code) as school_code,
        coalesce(chosen.stage, bounded.stage) as stage,
        coalesce(chosen.measure_code, bounded.measure_code) as measure_code,
        chosen.value,
        coalesce(chosen.value, bounded.least) as least,
        coalesce(chosen.value, bounded.most) as most
    from chosen
    full join bounded
        on
            chosen.county_code = bounded.county_code
            and chosen.school_year = bounded.school_year
            and chosen.school_code = bounded.school_code
            and chosen.stage is not distinct from bounded.stage
            and chosen.measure_code = bounded.measure_code
)

select * from final
