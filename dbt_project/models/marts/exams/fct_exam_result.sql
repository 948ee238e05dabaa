-- Results of local exams: by school and grade, by school and stage (grade null), and over the county (school null)
-- with the share of the variance that lies between schools. Cells that are too small to be shown, and those from
-- which they would follow, are null and marked; the share is null too where it is told apart from one or two hidden
-- schools. These figures inform; they decide nothing (standard.md §3).
with cells as (select * from {{ ref('int_exam_cells') }}),

hidden as (select * from {{ ref('int_exam_hidden') }}),

between_schools as (select * from {{ ref('int_exam_between_schools') }}),

final as (
    select
        cells.county_code::text as county_code,
        cells.school_year::integer as school_year,
        cells.exam::text as exam,
        cells.school_code::text as school_code,
        cells.stage::text as stage,
        cells.grade::integer as grade,
        cells.subject::text as subject,
        {% for column, type in [
            ('takers', 'bigint'), ('absent', 'bigint'), ('mean', 'double'), ('standard_deviation', 'double'),
            ('pass_rate', 'double'), ('excellent_rate', 'double'),
        ] %}
        (case when not hidden.is_hidden then cells.{{ column }} end)::{{ type }} as {{ column }},
        {% endfor %}
        (
            case
                when cells.school_code is null and not hidden.is_hidden and hidden.hidden_schools not in (1, 2)
                    then between_schools.between_school_share
            end
        )::double as between_school_share,
        hidden.is_hidden::boolean as is_suppressed
    from cells
    inner join hidden
        on
            cells.county_code = hidden.county_code
            and cells.school_year = hidden.school_year
            and cells.exam = hidden.exam
            and cells.school_code is not distinct from hidden.school_code
            and cells.stage = hidden.stage
            and cells.grade is not distinct from hidden.grade
            and cells.subject = hidden.subject
    left join between_schools
        on
            cells.county_code = between_schools.county_code
            and cells.school_year = between_schools.school_year
            and cells.exam = between_schools.exam
            and cells.stage = between_schools.stage
            and cells.grade is not distinct from between_schools.grade
            and cells.subject = between_schools.subject
)

select * from final
