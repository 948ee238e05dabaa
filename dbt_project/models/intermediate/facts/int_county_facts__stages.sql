-- What each stage of a school gives to the sums of its county (seed `county_facts`). Equal figures in all stages of a
-- mixed school are that of the whole school, counted once.
with facts as (select * from {{ ref('county_facts') }} where source = 'school_measure'),

unknown as (select word from {{ ref('code_words') }} where word_kind = 'part' and code = 'unknown'),

schools as (
    select registered.*, coalesce(town_code, unknown.word) as town, coalesce(urban_rural, unknown.word) as place
    from {{ ref('int_schools') }} as registered
    cross join unknown
),

-- a stage that reports 0 pupils is none, so nothing is missing of it
school_stages as (
    select stages.*, schools.town, schools.place
    from {{ ref('int_school_stages') }} as stages
    inner join schools using (county_code, school_year, school_code)
    where stages.is_compulsory and coalesce(stages.pupils, 1) != 0
),

stages_without_pupils as (
    select county_code, school_year, school_code, stage
    from {{ ref('int_measures') }}
    where measure_code = 'pupils' and value = 0 and school_code is not null
),

measures as (
    select
        measures.*,
        count(*) over same_school as stages_known,
        stages.stage_order = min(stages.stage_order) over same_school as is_lowest,
        min(measures.value) over same_school = max(measures.value) over same_school as is_equal
    from {{ ref('int_measures') }} as measures
    inner join {{ ref('stages') }} as stages on measures.stage = stages.stage
    anti join stages_without_pupils as without
        on
            measures.county_code = without.county_code
            and measures.school_year = without.school_year
            and measures.school_code = without.school_code
            and measures.stage = without.stage
    where measures.school_code is not null
    window same_school as (
        partition by measures.county_code, measures.school_year, measures.school_code, measures.measure_code
    )
),

stages_there as (
    select county_code, school_year, school_code, count(*) as stages_there
    from measures
    where measure_code = 'pupils'
    group by all
),

-- one figure of a mixed school alone may be that of the whole school, or of its stage
final as (
    select
        stages.county_code, stages.school_year, facts.fact, stages.school_code, stages.stage, stages.town, stages.place,
        case
            when facts.is_once_where_equal and measures.stages_known < stages_there.stages_there then null
            when facts.is_once_where_equal and measures.is_equal and not measures.is_lowest then 0
            else measures.value
        end as value
    from school_stages as stages
    cross join facts
    left join stages_there using (county_code, school_year, school_code)
    left join measures
        on
            stages.county_code = measures.county_code
            and stages.school_year = measures.school_year
            and stages.school_code = measures.school_code
            and stages.stage = measures.stage
            and facts.measure_code = measures.measure_code
)

select * from final
