-- The share of the variance of scores that lies between schools, per exam, subject and grade (grade null: the stage):
-- one-way random effects, estimated by restricted maximum likelihood (REML, docs/adr/0013). No formula gives the share
-- at which the likelihood is highest, so it is sought. The shares 0 and 1 and those at which the variance between is
-- 2⁻²⁰ … 2²⁰ times that within are knots; between two neighbours where the likelihood rises at the first and no longer
-- at the second, halving finds a top. Of several tops (0 can be one) the highest counts. Twelve decimals are told, of
-- which the halving is sure. No row for a single school, for one taker a school, or for scores that are all the same.
{% set exam = 'county_code, school_year, exam, stage, grade, subject' %}
{% set groups = 'sizes, deviations, takers, squares_within' %}

with recursive cells as (select * from {{ ref('int_exam_cells') }} where takers > 0),

schools as (select * from cells where school_code is not null),

county as (select * from cells where school_code is null),

exams as (
    select
        county.county_code,
        county.school_year,
        county.exam,
        county.stage,
        county.grade,
        county.subject,
        county.takers,
        county.takers * pow(1e-9 * county.mean, 2) as squares_of_rounding,
        list(cast(schools.takers as double) order by schools.school_code) as sizes,
        list(schools.mean - county.mean order by schools.school_code) as deviations,
        sum(schools.takers * pow(schools.standard_deviation, 2)) as squares_within,
        sum(schools.takers * pow(schools.mean - county.mean, 2)) as squares_between
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
    having count(*) > 1 and county.takers > count(*) and squares_within + squares_between > squares_of_rounding
),

knots as (
    select cast(unnest([0, 1]) as double) as share
    union all
    select 1 / (1 + pow(2.0, -unnest(range(-20, 21)))) as share
),

exams_at_knots as (select exams.*, knots.share from exams cross join knots),

scored as ({{ restricted_likelihood('exams_at_knots') }}),

steps as (
    select
        {{ exam }}, {{ groups }}, score,
        lag(share, 1, share) over up as low,
        share as high,
        lag(score, 1, -1) over up as score_before
    from scored
    window up as (partition by {{ exam }} order by share)
),

halvings as (
    select {{ exam }}, {{ groups }}, low, high
    from steps
    where score_before < 0 and score >= 0

    union all

    select
        {{ exam }}, {{ groups }},
        case when score < 0 then share else low end as low,
        case when score < 0 then high else share end as high
    from ({{ restricted_likelihood('(select *, (low + high) / 2 as share from halvings where high - low > 1e-13)') }})
),

tops as (select *, (low + high) / 2 as share from halvings where high - low <= 1e-13),

tops_scored as ({{ restricted_likelihood('tops') }}),

tops_ranked as (
    select
        *,
        (takers - 1) * ln(residual) + ln(weight) - (len(sizes) - 1) * ln(1 - share)
        + list_sum(list_transform(sizes, lambda n: ln(1 - share + n * share))) as twice_the_loss
    from tops_scored
),

final as (
    select {{ exam }}, round(arg_min(share, twice_the_loss), 12) as between_school_share
    from tops_ranked
    group by all
)

select * from final
