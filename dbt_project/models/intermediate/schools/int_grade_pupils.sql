-- The pupils of every grade of a school that counts. A grade without a class has no pupils, unless the school has
-- handed in no class of the stage at all; a stage that reports 0 pupils is none.
with unknown as (select word from {{ ref('code_words') }} where word_kind = 'part' and code = 'unknown'),

in_grades as (
    select
        stages.county_code, stages.school_year, stages.school_code, stages.stage,
        coalesce(schools.town_code, unknown.word) as town,
        coalesce(schools.urban_rural, unknown.word) as place,
        unnest(range(grades.first_grade, grades.last_grade + 1)) as grade
    from {{ ref('int_school_stages') }} as stages
    inner join {{ ref('int_schools') }} as schools using (county_code, school_year, school_code)
    inner join {{ ref('int_stage_grades') }} as grades using (county_code, stage)
    cross join unknown
    where stages.is_compulsory and coalesce(stages.pupils, 1) != 0
),

rosters as (
    select
        county_code, school_year, school_code, stage, grade,
        case when count(*) = count(pupils) then sum(pupils) end as pupils,
        count(*) as classes
    from {{ ref('int_classes') }}
    group by all
),

handed_in as (select distinct county_code, school_year, school_code, stage from rosters),

final as (
    select
        grades.*,
        case
            when handed_in.school_code is null then null
            when rosters.classes is null then 0
            else rosters.pupils
        end as pupils
    from in_grades as grades
    left join handed_in using (county_code, school_year, school_code, stage)
    left join rosters using (county_code, school_year, school_code, stage, grade)
)

select * from final
