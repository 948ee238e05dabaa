-- The rows of a roster or list that each figure looks at, and how many of these it counts. A row set aside may be one
-- of those that count; a row whose stage is open may be of any stage.
{% set of_stage, of_school = ['school_code', 'stage'], ['school_code'] %}
{% set of_teachers = teachers_counted() %}
{% set everyone = teachers_of_compulsory_stages(everyone=true) %}
{# of each dataset: (rows, places, columns and under which condition a row is counted, among which rows) #}
{% set looked_at = {
    'student_roster': [(students(), of_stage, students_counted(), 'true')],
    'teacher_roster': [
        ('from teachers', of_stage, of_teachers.by_stage, 'may_count'),
        (everyone, of_school, of_teachers.by_school, 'may_count'),
    ],
    'class_roster': [
        ('from classes', of_stage, {
            'classes': 'true', 'grades': 'grade is not null', 'largest_class': 'is_largest',
        }, 'true'),
        ('from classes', of_school, {'classes_part': 'is_judged', 'classes_open': 'stage is null'}, 'true'),
    ],
    'special_rooms': [('from rooms', of_school, {
        'music_rooms': "listed_measure = 'music_rooms'", 'art_rooms': "listed_measure = 'art_rooms'",
    }, 'true')],
    'curriculum_hours': [('from lessons', of_school, {
        'curriculum_grades': 'true',
        'grades_all_courses': 'all_courses_offered',
        'comprehensive_hours': 'comprehensive_hours is not null',
        'labour_hours': 'labour_hours is not null',
        'labour_teachers_with_base': 'has_labour_base is not null',
    }, 'true')],
    'disability_register': [(children(), [], children_counted(), 'true')],
    'high_school_quota': [('from quotas', [], {
        'quota_planned': 'planned_places is not null',
        'quota_allotted': 'is_registered',
        'quota_allotted_rural': 'is_registered and is_outside_the_city',
    }, 'true')],
    'satisfaction_survey': [('from answers', ['dimension'], survey_answers_counted(), 'true')],
    'national_monitoring': [('from monitored where turn = 1', ['stage', 'dimension'], {
        'level': 'level is not null', 'between_school_difference': 'between_school_difference is not null',
    }, 'true')],
} %}
with classes as (
    select
        classes.*,
        stages.is_judged,
        classes.pupils = max(classes.pupils) over (
            partition by classes.county_code, classes.school_year, classes.school_code, classes.stage
        ) as is_largest
    from ({{ with_rows_set_aside('class_roster') }}) as classes
    left join {{ ref('stages') }} as stages on classes.stage = stages.stage
),

teachers as (
    select teachers.* replace (stages.stage as stage)
    from ({{ teachers(everyone=true) }}) as teachers
    inner join {{ ref('stages') }} as stages on teachers.is_stage_open or teachers.stage = stages.stage
),

rooms as (
    select rooms.*, kinds.listed_measure
    from ({{ with_rows_set_aside('special_rooms') }}) as rooms
    left join {{ ref('room_kinds') }} as kinds on rooms.room_kind = kinds.room_kind
),

lessons as (
    select hours.*
    from ({{ with_rows_set_aside('curriculum_hours') }}) as hours
    left join {{ ref('int_stage_grades') }} as grades
        on
            hours.county_code = grades.county_code
            and hours.grade between grades.first_grade and grades.last_grade
            and grades.is_judged
    where grades.stage is not null or hours.grade is null
),

quotas as (
    select quotas.*, schools.school_code is not null as is_registered, schools.is_outside_the_city
    from ({{ with_rows_set_aside('high_school_quota') }}) as quotas
    left join {{ ref('int_schools') }} as schools
        on
            quotas.county_code = schools.county_code
            and quotas.school_year = schools.school_year
            and quotas.junior_school_code = schools.school_code
),

every_answer as (
    select answers.*, methods.is_judged
    from ({{ survey_answers() }}) as answers
    inner join {{ ref('survey_methods') }} as methods on answers.method = methods.method -- noqa: AL04
),

-- an answer stands for the whole county, and for its respondents and its town where the method is judged
answers as (
    select *, case when not is_judged then {{ detail('method', 'method') }} end as dimension
    from every_answer
    union all
    select *, {{ detail('respondent', 'respondent_type') }} as dimension
    from every_answer
    where is_judged and respondent_type is not null
    union all
    select *, {{ detail('town', 'town_name') }} as dimension
    from every_answer
    where is_judged and town_name is not null
),

monitored as (
    select
        results.* replace (years.school_year as school_year),
        {{ detail('subject', 'results.subject') }} as dimension,
        rank() over (
            partition by years.county_code, years.school_year, results.stage, results.subject
            order by results.school_year desc
        ) as turn
    from {{ ref('int_county_years') }} as years
    inner join {{ ref('stg_national_monitoring') }} as results
        on years.county_code = results.county_code and years.school_year >= results.school_year
),

counted as (
    {% for dataset, figures in looked_at.items() %}
    {% set is_last_dataset = loop.last %}
    {% for rows, places, conditions, among in figures %}
    {{ rows_looked_at(dataset, rows, places, conditions, among) }}
    {% if not (loop.last and is_last_dataset) %}union all by name{% endif %}
    {% endfor %}
    {% endfor %}
)

select * exclude (told), unnest(told, max_depth := 2) from counted
