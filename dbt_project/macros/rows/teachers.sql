{#
  The full-time teachers of the rosters in force, and those who may be, or `everyone` with a column `may_count`. One set
  aside exists: whatever is not known of him could be anything, and where his stage is open nothing is certain in any.
#}
{% macro teachers(everyone=false) -%}
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
        case when roster.is_full_time then backbone_levels.is_county_or_above end as is_backbone,
        required.hours as hours_required
    from (
        select
            rows_in_force.* replace (
                case
                    when rows_in_force.stage is not null or not rows_in_force.is_set_aside
                        then rows_in_force.is_full_time
                end as is_full_time
            ),
            rows_in_force.is_set_aside and rows_in_force.stage is null as is_stage_open,
            coalesce(rows_in_force.is_full_time, true) as may_count
        from ({{ with_rows_set_aside('teacher_roster') }}) as rows_in_force
    ) as roster
    cross join (
        select hours from {{ ref('training_requirements') }} where requirement = 'teacher_training'
    ) as required
    left join {{ ref('education_levels') }} as education_levels on roster.education = education_levels.education
    left join {{ ref('teaching_subjects') }} as teaching_subjects on roster.subject = teaching_subjects.subject
    left join {{ ref('backbone_levels') }} as backbone_levels on roster.backbone_level = backbone_levels.backbone_level
    {% if not everyone %}where roster.may_count{% endif %}
{%- endmacro %}

{# Those of the compulsory stages, which a school's figures of certificate, training and exchange count. #}
{% macro teachers_of_compulsory_stages(everyone=false) -%}
    select teachers.*
    from ({{ teachers(everyone) }}) as teachers
    left join {{ ref('stages') }} as stages on teachers.stage = stages.stage
    where stages.is_judged or teachers.is_stage_open
{%- endmacro %}

{# Which of them each figure counts: of a stage, and of the school. #}
{% macro teachers_counted() -%}
{{ return({
    'by_stage': {
        'teachers': 'is_full_time',
        'teachers_doctor': "degree_column = 'teachers_doctor'",
        'teachers_master': "degree_column = 'teachers_master'",
        'teachers_bachelor': "degree_column = 'teachers_bachelor'",
        'teachers_college': "degree_column = 'teachers_college'",
        'teachers_backbone': 'is_backbone',
        'teachers_pe': "subject_group = 'pe'",
        'teachers_music': "subject_group = 'music'",
        'teachers_fine_art': "subject_group = 'fine_art'",
        'teachers_arts': "subject_group = 'arts'",
    },
    'by_school': {
        'teachers_full_time': 'is_full_time is not null',
        'teachers_trained': 'training_hours >= hours_required',
        'teachers_certified': 'has_certificate',
        'teachers_exchange_eligible': 'is_exchange_eligible',
        'teachers_exchanged': 'is_exchanged',
        'teachers_exchanged_backbone': 'is_exchanged and is_backbone',
        'teachers_trained_part': 'training_hours >= hours_required',
        'teachers_trained_part_base': 'training_hours is not null',
        'teachers_certified_part': 'has_certificate',
        'teachers_certified_part_base': 'has_certificate is not null',
        'teachers_exchange_eligible_part': 'is_exchange_eligible',
        'teachers_exchange_eligible_open': 'may_count and is_exchange_eligible is null',
        'teachers_exchanged_part': 'is_exchanged',
        'teachers_exchanged_open': 'may_count and is_exchanged is null',
        'teachers_exchanged_backbone_part': 'is_exchanged and is_backbone',
        'teachers_exchanged_backbone_part_base': 'is_exchanged and is_backbone is not null',
        'teachers_exchanged_backbone_open': 'may_count and (is_exchanged is null or is_exchanged and is_backbone is null)',
    },
}) }}
{%- endmacro %}
