-- Every score of a registered school with its stage and whether it passes and is excellent (shares of the full mark,
-- the layer `exams` of the seed `parameters`). A pupil without a score sat absent; that is never a zero.
with scores as (select * from {{ ref('stg_exam_scores') }}),

stages as (
    select county_code, stage, first_grade, last_grade from {{ ref('int_stage_grades') }}
    union all
    select county_code, '高中', max(last_grade) + 1, max(last_grade) + 3
    from {{ ref('int_stage_grades') }}
    group by county_code
),

parameters as (select * from {{ ref('parameters') }} where layer = 'exams'),

final as (
    select
        scores.county_code,
        scores.school_year,
        scores.exam,
        scores.school_code,
        stages.stage,
        scores.grade,
        scores.subject,
        scores.full_mark,
        scores.score,
        {{ reaches('scores.score', "'>='", 'scores.full_mark * passing.value / 100') }} as is_pass,
        {{ reaches('scores.score', "'>='", 'scores.full_mark * excelling.value / 100') }} as is_excellent
    from scores
    inner join {{ ref('int_schools') }} as schools using (county_code, school_year, school_code)
    inner join stages
        on scores.county_code = stages.county_code and scores.grade between stages.first_grade and stages.last_grade
    inner join parameters as passing on passing.parameter_code = 'pass_share'
    inner join parameters as excelling
        on excelling.parameter_code = 'excellent_share' and stages.stage = excelling.stage
)

select * from final
