-- Full-time teachers of the roster: by degree, subject and backbone level per stage, and the compulsory stages of a
-- school together (stage null) for certificate, training and exchange. A count stays unknown while a blank could
-- change it; beside it stands what is known (`_part` of `_part_base`). Counted with `count(*) filter`, because
-- count_if over nulls alone is null where no teacher is a zero. A teacher set aside exists: whatever is not known of
-- him could be anything, and where his stage is open he may teach in any.
with rows_in_force as ({{ with_rows_set_aside('teacher_roster') }}),

-- of a teacher whose stage is open nothing is certain in any of them
roster as (
    select
        rows_in_force.* replace (
            case
                when rows_in_force.stage is not null or not rows_in_force.is_set_aside then rows_in_force.is_full_time
            end as is_full_time
        ),
        rows_in_force.is_set_aside and rows_in_force.stage is null as is_stage_open
    from rows_in_force
    where not rows_in_force.is_set_aside or coalesce(rows_in_force.is_full_time, true)
),

teachers as (
    -- a teacher not marked as full-time or not may count or may not: all that is said of him is as good as blank
    select
        roster.* replace (
            case when roster.is_full_time then roster.subject end as subject,
            case when roster.is_full_time then roster.training_hours end as training_hours,
            case when roster.is_full_time then roster.has_certificate end as has_certificate,
            case when roster.is_full_time then roster.is_exchange_eligible end as is_exchange_eligible,
            case when roster.is_full_time then roster.is_exchanged end as is_exchanged
        ),
        education_levels.measure_column as degree_column,
        education_levels.education is not null and roster.is_full_time is not null as is_degree_known,
        teaching_subjects.subject_group,
        case when roster.is_full_time then backbone_levels.is_county_or_above end as is_backbone
    from roster
    left join {{ ref('education_levels') }} as education_levels on roster.education = education_levels.education
    left join {{ ref('teaching_subjects') }} as teaching_subjects on roster.subject = teaching_subjects.subject
    left join {{ ref('backbone_levels') }} as backbone_levels on roster.backbone_level = backbone_levels.backbone_level
    where roster.is_full_time is distinct from false
),

reporting_schools as (
    select county_code, school_year, school_code, min(file_id) as file_id
    from rows_in_force
    where school_code is not null
    group by county_code, school_year, school_code
),

school_stages as (
    select reporting.*, kinds.stage
    from reporting_schools as reporting
    inner join {{ ref('int_schools') }} as schools using (county_code, school_year, school_code)
    inner join {{ ref('school_type_stages') }} as kinds on schools.school_type_code = kinds.school_type_code
),

by_stage as (
    select
        school_stages.county_code,
        school_stages.school_year,
        school_stages.school_code,
        school_stages.stage,
        school_stages.file_id,
        case when count(teachers.file_id) = count(teachers.is_full_time) then count(teachers.file_id) end as teachers,
        {% for column in ['teachers_doctor', 'teachers_master', 'teachers_bachelor', 'teachers_college'] %}
        case
            when count(*) filter (where not teachers.is_degree_known) = 0
                then count(*) filter (where teachers.degree_column = '{{ column }}')
        end as {{ column }},
        {% endfor %}
        case when count(*) filter (where teachers.file_id is not null and teachers.is_backbone is null) = 0
                then count(*) filter (where teachers.is_backbone)
        end as teachers_backbone,
        {% for group in ['pe', 'music', 'fine_art', 'arts'] %}
        case
            when count(*) filter (where teachers.file_id is not null and teachers.subject is null) = 0
                then count(*) filter (where teachers.subject_group = '{{ group }}')
        end as teachers_{{ group }},
        {% endfor %}
        cast(null as bigint) as teachers_full_time,
        cast(null as bigint) as teachers_trained,
        cast(null as bigint) as teachers_certified,
        cast(null as bigint) as teachers_exchange_eligible,
        cast(null as bigint) as teachers_exchanged,
        cast(null as bigint) as teachers_exchanged_backbone
    from school_stages
    left join teachers
        on
            school_stages.county_code = teachers.county_code
            and school_stages.school_year = teachers.school_year
            and school_stages.school_code = teachers.school_code
            and (school_stages.stage = teachers.stage or teachers.is_stage_open)
    group by all
),

compulsory as (
    select teachers.*
    from teachers
    left join {{ ref('stages') }} as stages on teachers.stage = stages.stage
    where stages.is_judged or teachers.is_stage_open
),

training_hours as (
    select hours from {{ ref('training_requirements') }} where requirement = 'teacher_training'
),

by_school as (
    select
        reporting.county_code,
        reporting.school_year,
        reporting.school_code,
        cast(null as text) as stage,
        reporting.file_id,
        count(compulsory.file_id) as candidates,
        count(compulsory.is_full_time) as teachers_full_time,
        count(*) filter (where compulsory.training_hours >= training_hours.hours) as trained,
        count(*) filter (where compulsory.training_hours < training_hours.hours) as not_trained,
        count(*) filter (where compulsory.has_certificate) as certified,
        count(*) filter (where not compulsory.has_certificate) as not_certified,
        count(*) filter (where compulsory.is_exchange_eligible) as eligible,
        count(compulsory.is_exchange_eligible) as eligible_known,
        count(*) filter (where compulsory.is_exchanged) as exchanged,
        count(compulsory.is_exchanged) as exchanged_known,
        count(*) filter (where compulsory.is_exchanged and compulsory.is_backbone) as exchanged_backbone,
        count(*) filter (where compulsory.is_exchanged and compulsory.is_backbone is null) as backbone_unknown
    from reporting_schools as reporting
    cross join training_hours
    left join compulsory using (county_code, school_year, school_code)
    group by all
),

known_or_decided as (
    select
        county_code,
        school_year,
        school_code,
        stage,
        file_id,
        teachers_full_time,
        case when not_trained > 0 or trained = candidates then trained end as teachers_trained,
        case when not_certified > 0 or certified = candidates then certified end as teachers_certified,
        case when eligible_known = candidates then eligible end as teachers_exchange_eligible,
        case when exchanged_known = candidates then exchanged end as teachers_exchanged,
        case when exchanged_known = candidates and backbone_unknown = 0 then exchanged_backbone end
            as teachers_exchanged_backbone,
        trained as teachers_trained_part,
        trained + not_trained as teachers_trained_part_base,
        certified as teachers_certified_part,
        certified + not_certified as teachers_certified_part_base
    from by_school
)

select * from by_stage
union all by name
select * from known_or_decided
