-- The share of the variance of scores that lies between schools, per exam, subject and grade (grade null: the stage):
-- one-way random effects, the ANOVA estimator for groups of unequal size. With k schools of n_i takers, N = Σ n_i:
-- MSB = Σ n_i (m_i − m)² / (k − 1), MSW = ΣΣ (x − m_i)² / (N − k), n0 = (N − Σ n_i² / N) / (k − 1),
-- σ²_between = max(0, (MSB − MSW) / n0), share = σ²_between / (σ²_between + MSW). Unknown below two schools.
with cells as (select * from {{ ref('int_exam_cells') }} where takers > 0),

schools as (
    select
        county_code, school_year, exam, stage, grade, subject, takers, mean,
        takers * pow(standard_deviation, 2) as squares_within
    from cells
    where school_code is not null
),

county as (select * from cells where school_code is null),

sums as (
    select
        county.county_code,
        county.school_year,
        county.exam,
        county.stage,
        county.grade,
        county.subject,
        count(*) as k,
        sum(schools.takers) as n,
        sum(schools.takers * schools.takers) as n_squared,
        sum(schools.takers * pow(schools.mean - county.mean, 2)) as squares_between,
        sum(schools.squares_within) as squares_within
    from county
    inner join schools
        on
            county.county_code = schools.county_code
            and county.school_year = schools.school_year
            and county.exam = schools.exam
            and county.stage = schools.stage
            and county.grade is not distinct from schools.grade
            and county.subject = schools.subject
    group by all
),

mean_squares as (
    select
        *,
        squares_between / (k - 1) as between_schools,
        squares_within / (n - k) as within_schools,
        (n - n_squared / n) / (k - 1) as n0
    from sums
    where k > 1 and n > k
),

final as (
    select
        county_code,
        school_year,
        exam,
        stage,
        grade,
        subject,
        greatest(0, (between_schools - within_schools) / n0) as variance_between,
        variance_between / nullif(variance_between + within_schools, 0) as between_school_share
    from mean_squares
)

select * from final
