-- What is this: a result below the limit that is shown, or a hidden one that is the only hidden part of a sum: of a
-- school's total over its grades, a grade's or the stage's over its schools, or the stage's over its grades.
-- When does it matter: the hidden figure would be the total less the others, and pupils of a small class could be told.
-- How to resolve: this cannot come from the data; look at int_exam_hidden.
with results as (select * from {{ ref('fct_exam_result') }}),

hiding as (
    select value as takers from {{ ref('parameters') }} where layer = 'exams' and parameter_code = 'suppression_takers'
),

too_small as (
    select results.*, 'shown below the limit' as fault
    from results
    inner join hiding on results.takers < hiding.takers
),

parts as (
    select *, 'school ' || school_code as sum_of from results where school_code is not null
    union all
    select *, 'grade ' || grade as sum_of from results where grade is not null
    union all
    select *, 'stage over schools' as sum_of from results where grade is null
    union all
    select *, 'stage over grades' as sum_of from results where school_code is null
),

told as (
    select any_value(parts) filter (where is_suppressed) as hidden_part
    from parts
    group by county_code, school_year, exam, stage, subject, sum_of
    having count(*) filter (where is_suppressed) = 1
)

select county_code, school_year, exam, stage, subject, school_code, grade, fault
from too_small
union all
select
    hidden_part.county_code, hidden_part.school_year, hidden_part.exam, hidden_part.stage, hidden_part.subject,
    hidden_part.school_code, hidden_part.grade, 'follows from the others' as fault
from told
