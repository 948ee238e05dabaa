-- Results of every cell before anything is hidden: by school and grade, by school and stage (grade null), by grade and by
-- stage over the whole county (school null). The standard deviation is that of the population.
with scores as (select * from {{ ref('int_exam_scores') }}),

final as (
    select
        county_code,
        school_year,
        exam,
        school_code,
        stage,
        grade,
        subject,
        count(score) as takers,
        count(*) - count(score) as absent,
        avg(score) as mean,
        stddev_pop(score) as standard_deviation,
        100.0 * count(*) filter (where is_pass) / nullif(count(score), 0) as pass_rate,
        100.0 * count(*) filter (where is_excellent) / nullif(count(score), 0) as excellent_rate
    from scores
    group by grouping sets (
        (county_code, school_year, exam, stage, subject, school_code, grade),
        (county_code, school_year, exam, stage, subject, school_code),
        (county_code, school_year, exam, stage, subject, grade),
        (county_code, school_year, exam, stage, subject)
    )
)

select * from final
