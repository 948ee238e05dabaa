-- What reliefs and school-level rules ask about a school as a whole: its compulsory pupils, the bounds of its largest
-- class, the stage whose room areas apply (a school with pupils of both is measured by the later stage), the share of
-- migrant pupils.
with school_stages as (
    select stages.*, codes.stage_order
    from {{ ref('int_school_stages') }} as stages
    inner join {{ ref('stages') }} as codes on stages.stage = codes.stage
    where stages.is_compulsory
),

measures as (
    pivot (
        select county_code, school_year, school_code, stage, measure_code, value
        from {{ ref('int_measures') }}
        where school_code is not null and stage is not null
    )
    on measure_code in ('migrant_pupils', 'roster_pupils')
    using max(value)
    group by county_code, school_year, school_code, stage
),

schools as (
    select
        school_stages.county_code,
        school_stages.school_year,
        school_stages.school_code,
        arg_max(case when coalesce(school_stages.pupils, 1) > 0 then school_stages.stage end, school_stages.stage_order)
            as latest_stage,
        case when count(*) = count(school_stages.pupils) then sum(school_stages.pupils) end as compulsory_pupils,
        case
            when count_if(coalesce(school_stages.pupils, 1) > 0 and measures.migrant_pupils is null) = 0
                then 100.0 * sum(measures.migrant_pupils) / nullif(sum(measures.roster_pupils), 0)
        end as migrant_share
    from school_stages
    left join measures using (county_code, school_year, school_code, stage)
    group by school_stages.county_code, school_stages.school_year, school_stages.school_code
),

final as (
    select schools.*, classes.largest_class_at_least, classes.largest_class_at_most
    from schools
    left join {{ ref('int_largest_classes') }} as classes using (county_code, school_year, school_code)
)

select * from final
