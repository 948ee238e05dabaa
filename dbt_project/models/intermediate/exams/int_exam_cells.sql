-- Results of every cell before anything is hidden: by school and grade, by school and stage (grade null), by grade
-- and by stage over the whole county (school null). Counted are the scores of registered schools; a score passes or is
-- excellent by its share of the full mark (the layer `exams` of the seed `parameters`). A pupil without a score sat
-- absent; that is never a zero. The standard deviation is that of the population.
with stages as (select * from {{ ref('int_stage_grades') }}),

parameters as (select * from {{ ref('parameters') }} where layer = 'exams'),

scores as (
    select
        scores.*,
        stages.stage,
        {{ reaches('scores.score', "'>='", 'scores.full_mark * passing.value / 100') }} as is_pass,
        {{ reaches('scores.score', "'>='", 'scores.full_mark * excelling.value / 100') }} as is_excellent
    from {{ ref('stg_exam_scores') }} as scores
    inner join {{ ref('int_schools') }} as schools using (county_code, school_year, school_code)
    inner join stages
        on scores.county_code = stages.county_code and scores.grade between stages.first_grade and stages.last_grade
    inner join parameters as passing on passing.parameter_code = 'pass_share'
    inner join parameters as excelling
        on excelling.parameter_code = 'excellent_share' and stages.stage = excelling.stage
),

{% for school, grade in [
    ('school_code', 'grade'), ('school_code', 'null::integer'), ('null::text', 'grade'), ('null::text', 'null::integer'),
] %}
cells_{{ loop.index }} as (
    select
        county_code,
        school_year,
        exam,
        {{ school }} as school_code,
        stage,
        {{ grade }} as grade,
        subject,
        count(score) as takers,
        count(*) - count(score) as absent,
        avg(score) as mean,
        stddev_pop(score) as standard_deviation,
        100.0 * count(*) filter (where is_pass) / nullif(count(score), 0) as pass_rate,
        100.0 * count(*) filter (where is_excellent) / nullif(count(score), 0) as excellent_rate
    from scores
    group by all
),

{% endfor %}
final as (
    {% for number in [1, 2, 3, 4] %}
    select * from cells_{{ number }}
    {% if not loop.last %}union all{% endif %}
    {% endfor %}
)

select * from final
