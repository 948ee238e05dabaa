-- Results of every cell before anything is hidden: by school and grade, by school and stage (grade null), by grade
-- and by stage over the whole county (school null). The standard deviation is that of the population.
with scores as (select * from {{ ref('int_exam_scores') }}),

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
