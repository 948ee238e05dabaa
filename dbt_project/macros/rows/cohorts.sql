{#
  The rows behind a cohort that graduates: its intake in the roster of the year in which it entered, and its changes until
  31 August after its last year; the same event may lie in the folders of several years and is told by one of them.
#}
{% macro rows_of_cohorts() -%}
    select
        roster.county_code,
        cast(roster.school_year + grades.years_before as integer) as school_year,
        roster.school_code,
        roster.stage,
        'cohort_entered' as column_name,
        roster.file_id,
        roster.sheet,
        roster.row_number
    from {{ ref('stg_student_roster') }} as roster
    inner join {{ ref('int_stage_grades') }} as grades
        on
            roster.county_code = grades.county_code
            and roster.stage = grades.stage
            and roster.grade = grades.first_grade
    where grades.is_followed_to_graduation
    union all by name
    select
        events.county_code,
        cast(left(events.entry_month, 4) as integer) + cast(grades.years_before as integer) as school_year,
        events.school_code,
        events.stage,
        kinds.measure_column as column_name,
        events.file_id,
        events.sheet,
        events.row_number
    from (
        select *
        from {{ ref('stg_student_changes') }}
        qualify row_number() over (
            partition by county_code, student_hash, school_code, stage, entry_month, change_type, change_date
            order by file_id, sheet, row_number
        ) = 1
    ) as events
    inner join {{ ref('int_stage_grades') }} as grades
        on events.county_code = grades.county_code and events.stage = grades.stage
    inner join {{ ref('cohort_changes') }} as kinds on events.change_type = kinds.change_type
    where
        grades.is_followed_to_graduation
        and events.entry_month like '%-09'
        and events.change_date >= {{ school_year_start('cast(left(events.entry_month, 4) as integer)') }}
        and events.change_date < {{ school_year_start(
            'cast(left(events.entry_month, 4) as integer) + cast(grades.years_before as integer) + 1'
        ) }}
{%- endmacro %}
