-- Every dataset mapped to measures by the rows of `measure_sources`: the one place where a column becomes a measure.
-- A blank is no row: missing stays missing.
with reported as (
    {% for dataset in [
        'school_statistics', 'statistics_workbook', 'class_roster', 'special_rooms', 'student_roster', 'student_changes',
        'disability_register', 'high_school_quota', 'teacher_roster', 'teacher_posts', 'school_finance', 'county_finance',
        'curriculum_hours', 'satisfaction_survey', 'school_form', 'county_form',
    ] %}
    {{ as_measures(dataset, ref('int_reported__' ~ dataset)) }}
    union all
    {% endfor %}
    {% for dataset in ['evidence_register', 'incident_register'] %}
    select '{{ dataset }}' as dataset, county_code, school_year, school_code, stage, file_id, column_name, value
    from {{ ref('int_reported__' ~ dataset) }}
    {% if not loop.last %}union all{% endif %}
    {% endfor %}
),

sources as (select * from {{ ref('measure_sources') }}),

final as (
    select
        reported.county_code,
        reported.school_year,
        reported.school_code,
        coalesce(sources.stage, reported.stage) as stage,
        sources.measure_code,
        reported.value,
        sources.priority,
        reported.dataset as source_dataset,
        reported.file_id
    from reported
    inner join sources on reported.dataset = sources.dataset and reported.column_name = sources.column_name
)

select * from final
