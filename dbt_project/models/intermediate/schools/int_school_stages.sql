-- The judged stages of every school: those of its kind, and those it reports pupils for although its kind has none. A
-- school whose kind is not known, because its row in the register was set aside, may have any.
with schools as (select * from {{ ref('int_schools') }}),

judged_stages as (select stage from {{ ref('stages') }} where is_judged),

expected as (
    select schools.county_code, schools.school_year, schools.school_code, kinds.stage
    from schools
    inner join {{ ref('school_type_stages') }} as kinds on schools.school_type_code = kinds.school_type_code
    inner join judged_stages on kinds.stage = judged_stages.stage
    union
    select schools.county_code, schools.school_year, schools.school_code, judged_stages.stage
    from schools
    cross join judged_stages
    where schools.is_set_aside
),

pupils as (
    select measures.county_code, measures.school_year, measures.school_code, measures.stage, measures.value
    from {{ ref('int_measures') }} as measures
    inner join judged_stages on measures.stage = judged_stages.stage
    where measures.measure_code = 'pupils' and measures.school_code is not null
),

all_stages as (
    select county_code, school_year, school_code, stage from expected
    union
    select county_code, school_year, school_code, stage from pupils
),

final as (
    select
        all_stages.county_code,
        all_stages.school_year,
        all_stages.school_code,
        all_stages.stage,
        expected.stage is not null as is_expected,
        schools.is_ordinary and expected.stage is not null as is_compulsory,
        schools.is_teaching_point,
        schools.counts_as_school,
        schools.parent_school_code,
        pupils.value as pupils
    from all_stages
    inner join schools using (county_code, school_year, school_code)
    left join expected using (county_code, school_year, school_code, stage)
    left join pupils using (county_code, school_year, school_code, stage)
)

select * from final
