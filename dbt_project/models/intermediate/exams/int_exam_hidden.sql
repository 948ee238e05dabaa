-- Which cells of the exam results may not be shown. Within one exam, stage and subject the cells form a table of
-- schools by grades with a total for every school, every grade and the stage. Hidden are
--   1. a cell, or a total, with fewer takers than the limit;
--   2. the total of a school with a hidden grade, or the one grade would be the total less the others;
--   3. in a grade with a single hidden school, that of the other schools with the fewest takers, and by 2 its total;
--   4. in a grade whose only school is hidden, the grade's total, and with any hidden grade total the stage's total.
-- Then no hidden figure follows from the shown ones: moving takers and marks from one hidden school of a grade to
-- another hidden one and in their totals alike changes nothing that is shown; where there is no other, the totals are
-- hidden too.
with cells as (select * from {{ ref('int_exam_cells') }}),

hiding as (
    select value as takers from {{ ref('parameters') }} where layer = 'exams' and parameter_code = 'suppression_takers'
),

small as (
    select cells.*, cells.takers < hiding.takers as is_small
    from cells
    cross join hiding
),

-- 1 and 3: in a grade where exactly one school is small, the smallest of the others joins it
ranked as (
    select
        *,
        count(*) filter (where is_small) over (
            partition by county_code, school_year, exam, stage, subject, grade
        ) as small_in_grade,
        row_number() over (
            partition by county_code, school_year, exam, stage, subject, grade
            order by is_small, takers, school_code
        ) as place_among_others
    from small
    where school_code is not null and grade is not null
),

grade_cells as (
    select
        county_code, school_year, exam, stage, subject, school_code, grade,
        is_small or (small_in_grade = 1 and place_among_others = 1) as is_hidden
    from ranked
),

-- 2
schools as (
    select
        county_code, school_year, exam, stage, subject, school_code, cast(null as integer) as grade,
        bool_or(is_hidden) as is_hidden
    from grade_cells
    group by county_code, school_year, exam, stage, subject, school_code
),

-- 4
grades as (
    select
        cells.county_code, cells.school_year, cells.exam, cells.stage, cells.subject,
        cast(null as text) as school_code, cells.grade,
        count(*) filter (where cells.is_hidden) as hidden_schools,
        hidden_schools = 1 or any_value(totals.is_small) as is_hidden
    from grade_cells as cells
    inner join small as totals
        on
            cells.county_code = totals.county_code
            and cells.school_year = totals.school_year
            and cells.exam = totals.exam
            and cells.stage = totals.stage
            and cells.subject = totals.subject
            and cells.grade = totals.grade
            and totals.school_code is null
    group by cells.county_code, cells.school_year, cells.exam, cells.stage, cells.subject, cells.grade
),

stages as (
    select
        county_code, school_year, exam, stage, subject, cast(null as text) as school_code,
        cast(null as integer) as grade, bool_or(is_hidden) as is_hidden
    from grades
    group by county_code, school_year, exam, stage, subject
),

hidden_schools as (
    select county_code, school_year, exam, stage, subject, count(*) filter (where is_hidden) as hidden_schools
    from schools
    group by county_code, school_year, exam, stage, subject
),

stages_with_schools as (
    select stages.*, hidden_schools.hidden_schools
    from stages
    inner join hidden_schools using (county_code, school_year, exam, stage, subject)
),

final as (
    select * from grade_cells
    union all by name
    select * from schools
    union all by name
    select * from grades
    union all by name
    select * from stages_with_schools
)

select * from final
