-- The share of each stage in the shared plant of a campus: w n / Σ w n (standard.md §1, weights in the seed `stages`).
-- Unknown as long as the pupils of one of the kind's stages, senior ones included, are unknown.
with schools as (select * from {{ ref('int_schools') }}),

pupils as (
    select county_code, school_year, school_code, stage, value
    from {{ ref('int_measures') }}
    where measure_code = 'pupils' and school_code is not null and stage is not null
),

expected as (
    select schools.county_code, schools.school_year, schools.school_code, kinds.stage
    from schools
    inner join {{ ref('school_type_stages') }} as kinds on schools.school_type_code = kinds.school_type_code
),

campus_stages as (
    select county_code, school_year, school_code, stage from expected
    union
    select county_code, school_year, school_code, stage from pupils
),

weighted as (
    select
        campus_stages.county_code,
        campus_stages.school_year,
        campus_stages.school_code,
        campus_stages.stage,
        pupils.value * stages.plant_weight as weight
    from campus_stages
    inner join {{ ref('stages') }} as stages on campus_stages.stage = stages.stage
    left join pupils
        on
            campus_stages.county_code = pupils.county_code
            and campus_stages.school_year = pupils.school_year
            and campus_stages.school_code = pupils.school_code
            and campus_stages.stage = pupils.stage
),

final as (
    select
        county_code,
        school_year,
        school_code,
        stage,
        weight as weighted_pupils,
        case
            when count(weight) over campus = count(*) over campus and sum(weight) over campus > 0
                then sum(weight) over campus
        end as campus_weighted_pupils,
        weight / campus_weighted_pupils as share
    from weighted
    window campus as (partition by county_code, school_year, school_code)
)

select * from final
