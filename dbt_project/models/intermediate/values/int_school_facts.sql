-- What reliefs and school-level rules ask about a school as a whole: its compulsory pupils, its largest class, the
-- stage whose room areas apply (a mixed school is measured by the later stage), the share of migrant pupils.
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
        where stage is not null
    )
    on measure_code in ('largest_class', 'migrant_pupils', 'roster_pupils')
    using max(value)
    group by county_code, school_year, school_code, stage
),

final as (
    select
        school_stages.county_code,
        school_stages.school_year,
        school_stages.school_code,
        arg_max(school_stages.stage, school_stages.stage_order) as latest_stage,
        case when count(*) = count(school_stages.pupils) then sum(school_stages.pupils) end as compulsory_pupils,
        case
            when count_if(coalesce(school_stages.pupils, 1) > 0 and measures.largest_class is null) = 0
                then max(measures.largest_class)
        end as largest_class,
        case
            when count_if(coalesce(school_stages.pupils, 1) > 0 and measures.migrant_pupils is null) = 0
                then 100.0 * sum(measures.migrant_pupils) / nullif(sum(measures.roster_pupils), 0)
        end as migrant_share
    from school_stages
    left join measures using (county_code, school_year, school_code, stage)
    group by school_stages.county_code, school_stages.school_year, school_stages.school_code
)

select * from final
