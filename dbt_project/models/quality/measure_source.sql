-- From which file, sheet, column and rows every measure comes that is not derived from others; of a form, from which
-- cells. `rows` are those that were looked at, and beside them stands how many of these were counted: which of a roster
-- are counted, and so what is told of a person row by row, is not published. Where headings alone say that there is
-- none, there is no row.
{% set keys = keys_in_force() %}
{% set of_stage = ['school_code', 'stage'] %}
{% set of_teachers = teachers_counted() %}
{% set looked_at = [
    ('student_roster', students(), of_stage, students_counted(), 'true'),
    ('teacher_roster', 'from teachers', of_stage, of_teachers.by_stage, 'may_count'),
    (
        'teacher_roster', teachers_of_compulsory_stages(everyone=true), ['school_code'], of_teachers.by_school,
        'may_count',
    ),
    ('class_roster', 'from classes', of_stage, {
        'classes': 'true', 'grades': 'grade is not null', 'largest_class': 'is_largest',
    }, 'true'),
    ('class_roster', 'from classes', ['school_code'], {
        'classes_part': 'is_judged', 'classes_open': 'stage is null',
    }, 'true'),
    ('special_rooms', 'from rooms', ['school_code'], {
        'music_rooms': "listed_measure = 'music_rooms'", 'art_rooms': "listed_measure = 'art_rooms'",
    }, 'true'),
    ('curriculum_hours', 'from lessons', ['school_code'], {
        'curriculum_grades': 'true',
        'grades_all_courses': 'all_courses_offered',
        'comprehensive_hours': 'comprehensive_hours is not null',
        'labour_hours': 'labour_hours is not null',
        'labour_teachers_with_base': 'has_labour_base is not null',
    }, 'true'),
    ('disability_register', children(), [], children_counted(), 'true'),
    ('high_school_quota', 'from quotas', [], {
        'quota_planned': 'planned_places is not null',
        'quota_allotted': 'is_registered',
        'quota_allotted_rural': 'is_registered and is_outside_the_city',
    }, 'true'),
    ('satisfaction_survey', 'from answers', ['dimension'], survey_answers_counted(), 'true'),
    ('national_monitoring', 'from monitored where turn = 1', ['stage', 'dimension'], {
        'level': 'level is not null', 'between_school_difference': 'between_school_difference is not null',
    }, 'true'),
] %}
{% set measured = measured_datasets() %}
{% set counted_here = looked_at | map(attribute=0) | list + ['student_changes'] %}
{% set by_row = measured.as_handed_in + measured.counted | reject('in', counted_here) | list %}
with measures as (
    select county_code, school_year, school_code, stage, null::text as dimension, measure_code, source_dataset, file_id
    from {{ ref('int_measures') }}
    where not is_derived
    union all by name
    select county_code, school_year, null as school_code, stage, dimension, measure_code, source_dataset, file_id
    from {{ ref('int_detail_measures') }}
    where value is not null
),

sources as (
    select measure_code, dataset, column_name, stage from {{ ref('measure_sources') }} where priority is not null
    union all
    select measures.*, null as stage
    from (
        values
        ('monitoring_level', 'national_monitoring', 'level'),
        ('monitoring_difference', 'national_monitoring', 'between_school_difference')
    ) as measures (measure_code, dataset, column_name)
),

hidden as (select * from {{ ref('int_hidden_measures') }}),

-- a dataset with a row for each place: the figure stands in its cell
by_row as (
    {% for dataset in by_row %}
    select
        '{{ dataset }}' as dataset,
        county_code,
        school_year,
        {{ 'school_code' if 'school_code' in keys[dataset] else 'null' }} as school_code,
        {{ 'stage' if 'stage' in keys[dataset] else 'null' }} as stage,
        file_id,
        sheet,
        list(distinct row_number order by row_number) as row_numbers,
        count(distinct row_number) as counted,
        count(distinct row_number) as looked_at
    from {{ ref('stg_' ~ dataset) }}
    group by all
    {% if not loop.last %}union all{% endif %}
    {% endfor %}
),

-- the items of a form that a measure is told by, where they are called otherwise than it
items as (
    select dataset, column_name, stage, item from {{ ref('measure_items') }}
    union all
    select distinct sources.dataset, sources.column_name, null::text as stage, sources.column_name as item
    from sources
    left join {{ ref('measure_items') }} as others
        on sources.dataset = others.dataset and sources.column_name = others.column_name
    where others.item is null
),

form_cells as (
    select items.column_name, items.stage, cells.* exclude (column_name)
    from {{ source('ledger', 'form_cell') }} as cells
    inner join items on cells.dataset = items.dataset and cells.column_name = items.item
),

by_cell as (
    select
        by_row.dataset,
        by_row.county_code,
        by_row.school_year,
        by_row.school_code,
        coalesce(by_row.stage, form_cells.stage) as stage,
        by_row.file_id,
        form_cells.cell_sheet as sheet,
        form_cells.column_name,
        list(distinct form_cells.cell_row order by form_cells.cell_row) as row_numbers,
        list(distinct form_cells.cell order by form_cells.cell) as cells,
        count(distinct form_cells.cell_row) as counted,
        count(distinct form_cells.cell_row) as looked_at
    from by_row
    inner join form_cells
        on
            by_row.dataset = form_cells.dataset
            and by_row.file_id = form_cells.file_id
            and by_row.sheet = form_cells.sheet
    group by all
),

classes as (
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
    where is_judged and town_code is not null
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
    {% for dataset, rows, places, conditions, among in looked_at %}
    {{ rows_looked_at(dataset, rows, places, conditions, among) }}
    {% if not loop.last %}union all by name{% endif %}
    {% endfor %}
),

materials as (
    select
        'evidence_register' as dataset,
        materials.county_code,
        materials.school_year,
        case when materials.grain = 'school' then materials.subject_code end as school_code,
        {{ detail('town', 'towns.town_name') }} as dimension,
        materials.indicator_code as column_name,
        materials.file_id,
        materials.sheet,
        list(distinct materials.row_number order by materials.row_number) as row_numbers,
        count(distinct materials.row_number) as counted,
        count(distinct materials.row_number) as looked_at
    from ({{ evidence_materials() }}) as materials
    left join {{ ref('int_towns') }} as towns
        on
            materials.grain = 'town'
            and materials.county_code = towns.county_code
            and materials.subject_code = towns.town_code
    group by all
),

-- rows set aside have a column of every dataset, an indicator_code among them
cases as (
    select incidents.*, kinds.indicator_code as kind, unnest(['', '_pending']) as ending
    from ({{ incidents() }}) as incidents
    inner join {{ ref('indicators') }} as kinds
        on kinds.kind = 'event' and coalesce(incidents.incident_code, kinds.indicator_code) = kinds.indicator_code
),

incidents as (
    select
        'incident_register' as dataset,
        county_code,
        school_year,
        kind || ending as column_name,
        file_id,
        sheet,
        list(distinct row_number order by row_number) as row_numbers,
        count(distinct row_number) filter (
            where case when ending = '' then is_confirmed else is_pending or is_open end
        ) as counted,
        count(distinct row_number) as looked_at
    from cases
    group by all
),

cohorts as (
    select
        'student_changes' as dataset,
        county_code,
        school_year,
        school_code,
        stage,
        column_name,
        file_id,
        sheet,
        list(distinct row_number order by row_number) as row_numbers,
        count(distinct row_number) as counted,
        count(distinct row_number) as looked_at
    from ({{ rows_of_cohorts() }})
    group by all
),

told as (
    select by_row.*, null::text as column_name, null::text as dimension
    from by_row
    anti join form_cells
        on
            by_row.dataset = form_cells.dataset
            and by_row.file_id = form_cells.file_id
            and by_row.sheet = form_cells.sheet
    union all by name
    select * from by_cell
    union all by name
    select * exclude (told), told.column_name, told.counted, told.looked_at from counted
    union all by name
    select * from materials
    union all by name
    select * from incidents
    union all by name
    select * from cohorts
),

-- where the stage or the column of a row is not known, it stands beside those of every one; laid out, so that a measure
-- finds its rows by equal keys
every_stage as (select list_append(list(stage), null) as stages from {{ ref('stages') }}),

every_column as (select dataset, list_append(list(distinct column_name), null) as names from sources group by dataset),

of_stages as (
    select
        told.* replace (unnest(case when told.stage is null then every_stage.stages else [told.stage] end) as stage)
    from (select *, {{ row_ranges('row_numbers') }} as rows from told) as told
    cross join every_stage
),

laid_out as (
    select
        told.* replace (
            unnest(case when told.column_name is null then columns.names else [told.column_name] end) as column_name
        )
    from of_stages as told
    inner join every_column as columns on told.dataset = columns.dataset
),

found as (
    select
        measures.county_code,
        measures.school_year,
        measures.school_code,
        measures.stage,
        measures.dimension,
        measures.measure_code,
        measures.source_dataset,
        coalesce(told.file_id, measures.file_id) as file_id,
        told.sheet,
        sources.column_name,
        case when count(*) > 1 then list_sort(list_distinct(flatten(list(told.row_numbers)))) end as row_numbers,
        any_value(told.rows) as rows,
        flatten(list(told.cells)) as cells,
        coalesce(sum(told.counted), 0)::bigint as counted,
        coalesce(sum(told.looked_at), 0)::bigint as looked_at
    from measures
    left join sources
        on
            measures.measure_code = sources.measure_code
            and measures.source_dataset = sources.dataset
            and (sources.stage is null or measures.stage = sources.stage)
    left join laid_out as told
        on
            measures.source_dataset = told.dataset
            and measures.county_code = told.county_code
            and measures.school_year = told.school_year
            and measures.school_code is not distinct from told.school_code
            and measures.dimension is not distinct from told.dimension
            and measures.stage is not distinct from told.stage
            and sources.column_name is not distinct from told.column_name
    group by all
),

final as (
    select
        found.county_code,
        found.school_year,
        found.school_code,
        found.stage,
        found.dimension,
        found.measure_code,
        found.source_dataset,
        found.file_id,
        found.sheet,
        found.column_name,
        case when found.row_numbers is null then found.rows else {{ row_ranges('found.row_numbers') }} end as rows,
        nullif(array_to_string(found.cells, ','), '') as cells,
        case when hidden.measure_code is null then found.counted end as rows_counted,
        case when hidden.measure_code is null then found.looked_at - found.counted end as rows_not_counted
    from found
    left join hidden
        on
            found.county_code = hidden.county_code
            and found.school_year = hidden.school_year
            and found.school_code = hidden.school_code
            and found.measure_code = hidden.measure_code
)

select * from final
