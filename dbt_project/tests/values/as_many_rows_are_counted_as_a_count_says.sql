-- What is this: a measure that counts rows of a register or roster, with another number of rows in `measure_source`.
-- When does it matter: `junheng trace` would lead to other rows than those the figure was made from.
-- How to resolve: the conditions of the macros in `macros/rows` and the models `int_reported__*` must say the same.
-- It warns: the figure is right all the same, and is held back by no trace.
{{ config(severity='warn') }}
with counts as (
    select column_name, dataset
    from (
        values
        {% for dataset, columns in {
            'student_roster': students_counted(),
            'teacher_roster': dict(teachers_counted().by_stage, **teachers_counted().by_school),
            'disability_register': children_counted(),
            'satisfaction_survey': survey_answers_counted(),
            'class_roster': {'classes': '', 'classes_part': '', 'classes_open': ''},
            'special_rooms': {'music_rooms': '', 'art_rooms': ''},
            'student_changes': {
                'cohort_entered': '', 'cohort_transferred_in': '', 'cohort_transferred_out': '', 'cohort_died': '',
                'cohort_graduated': '',
            },
        }.items() %}
        {% set is_last_dataset = loop.last %}
        {% for column in columns %}
        ('{{ column }}', '{{ dataset }}'){{ ',' if not (loop.last and is_last_dataset) }}
        {% endfor %}
        {% endfor %}
    ) as counts (column_name, dataset)
),

measures as (
    select county_code, school_year, school_code, stage, null as dimension, measure_code, value
    from {{ ref('fct_school_measure') }}
    where not is_derived and not is_suppressed
    union all by name
    select county_code, school_year, null as school_code, stage, dimension, measure_code, value
    from {{ ref('fct_county_measure') }}
),

sources as (
    select
        county_code, school_year, school_code, stage, dimension, measure_code, column_name,
        source_dataset as dataset, sum(rows_counted) as rows_counted
    from {{ ref('measure_source') }}
    group by all
)

select measures.*, sources.rows_counted
from measures
inner join sources
    on
        measures.county_code = sources.county_code
        and measures.school_year = sources.school_year
        and measures.school_code is not distinct from sources.school_code
        and measures.stage is not distinct from sources.stage
        and measures.dimension is not distinct from sources.dimension
        and measures.measure_code = sources.measure_code
inner join counts on sources.column_name = counts.column_name and sources.dataset = counts.dataset
where measures.value is distinct from sources.rows_counted
