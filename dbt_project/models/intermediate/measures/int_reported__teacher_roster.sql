-- Full-time teachers of the roster: by degree, subject and backbone level per stage, and the compulsory stages of a
-- school together (stage null) for certificate, training and exchange. A count stays unknown while a blank could
-- change it; beside it stands what is known (`_part` of `_part_base`). Counted with `count(*) filter`, because
-- count_if over nulls alone is null where no teacher is a zero. What is told of each teacher, and which of them a
-- figure counts, is told by the macros `teachers`.
{% set counted = teachers_counted() %}
with rows_in_force as ({{ with_rows_set_aside('teacher_roster') }}),

teachers as ({{ teachers() }}),

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
        case
            when count(teachers.file_id) = count(teachers.is_full_time)
                then count(*) filter (where {{ counted.by_stage.teachers }})
        end as teachers,
        {% for column in ['teachers_doctor', 'teachers_master', 'teachers_bachelor', 'teachers_college'] %}
        case
            when count(*) filter (where not teachers.is_degree_known) = 0
                then count(*) filter (where {{ counted.by_stage[column] }})
        end as {{ column }},
        {% endfor %}
        {% for group in ['pe', 'music', 'fine_art', 'arts'] %}
        case
            when count(*) filter (where teachers.file_id is not null and teachers.subject is null) = 0
                then count(*) filter (where {{ counted.by_stage['teachers_' ~ group] }})
        end as teachers_{{ group }},
        {% endfor %}
        case when count(*) filter (where teachers.file_id is not null and teachers.is_backbone is null) = 0
                then count(*) filter (where {{ counted.by_stage.teachers_backbone }})
        end as teachers_backbone
    from school_stages
    left join teachers
        on
            school_stages.county_code = teachers.county_code
            and school_stages.school_year = teachers.school_year
            and school_stages.school_code = teachers.school_code
            and (school_stages.stage = teachers.stage or teachers.is_stage_open)
    group by all
),

compulsory as ({{ teachers_of_compulsory_stages() }}),

by_school as (
    select
        reporting.county_code,
        reporting.school_year,
        reporting.school_code,
        cast(null as text) as stage,
        reporting.file_id,
        count(compulsory.file_id) as candidates,
        {% for column, condition in counted.by_school.items() %}
        count(*) filter (where {{ condition }}) as {{ column }},
        {% endfor %}
        count(compulsory.is_exchange_eligible) as eligible_known,
        count(compulsory.is_exchanged) as exchanged_known,
        count(*) filter (where compulsory.is_exchanged and compulsory.is_backbone is null) as backbone_unknown
    from reporting_schools as reporting
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
        -- who lacks it decides, whatever is not known of others
        {% for column in ['teachers_trained', 'teachers_certified'] %}
        case
            when {{ column }}_part_base > {{ column }}_part or {{ column }} = candidates then {{ column }}
        end as {{ column }},
        {% endfor %}
        case when eligible_known = candidates then teachers_exchange_eligible end as teachers_exchange_eligible,
        case when exchanged_known = candidates then teachers_exchanged end as teachers_exchanged,
        case when exchanged_known = candidates and backbone_unknown = 0 then teachers_exchanged_backbone end
            as teachers_exchanged_backbone,
        -- what is known of them, and how many more there may be, where that is not the same
        {% for column in ['teachers_exchange_eligible', 'teachers_exchanged', 'teachers_exchanged_backbone'] %}
        case when {{ column }}_open > 0 then {{ column }}_part end as {{ column }}_part,
        nullif({{ column }}_open, 0) as {{ column }}_open,
        {% endfor %}
        case when teachers_exchanged_backbone_open > 0 then teachers_exchanged_backbone_part_base end
            as teachers_exchanged_backbone_part_base,
        teachers_trained_part,
        teachers_trained_part_base,
        teachers_certified_part,
        teachers_certified_part_base
    from by_school
)

select * from by_stage
union all by name
select * from known_or_decided
