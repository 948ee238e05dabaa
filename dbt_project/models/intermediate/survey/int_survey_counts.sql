-- Answers of the satisfaction survey by method, in all, by kind of respondent and by town: all, valid, satisfied (the
-- seed `satisfaction_levels`). A valid answer without a rating says nothing and is not counted as valid.
with answers as (
    select
        answers.county_code,
        answers.school_year,
        answers.method,
        answers.respondent_type,
        answers.town_code,
        coalesce(towns.town_name, answers.town_code, answers.town_as_handed_in) as town_name,
        coalesce(answers.is_valid and levels.overall_rating is not null, false) as is_valid,
        coalesce(answers.is_valid and levels.is_satisfied, false) as is_satisfied,
        answers.file_id
    from {{ ref('stg_satisfaction_survey') }} as answers
    left join {{ ref('satisfaction_levels') }} as levels on answers.overall_rating = levels.overall_rating
    left join {{ ref('int_towns') }} as towns
        on answers.county_code = towns.county_code and answers.town_code = towns.town_code
),

{% for part, respondent, code, town in [
    ('county', 'null::text', 'null::text', 'null::text'), ('respondent', 'respondent_type', 'null::text', 'null::text'),
    ('town', 'null::text', 'town_code', 'town_name'),
] %}
by_{{ part }} as (
    select
        county_code,
        school_year,
        method,
        {{ part == 'respondent' }} as is_by_respondent,
        {{ part == 'town' }} as is_by_town,
        {{ respondent }} as respondent_type,
        {{ code }} as town_code,
        {{ town }} as town_name,
        min(file_id) as file_id,
        count(*) as answers,
        count(*) filter (where is_valid) as valid,
        count(*) filter (where is_satisfied) as satisfied
    from answers
    group by all
),

{% endfor %}
final as (
    select * from by_county
    union all
    select * from by_respondent
    union all
    select * from by_town
)

select * from final
