-- Answers of the satisfaction survey by method, in all, by kind of respondent and by town: all, valid, satisfied (the
-- seed `satisfaction_levels`), and `open`: those that are or may be valid and whose rating, or validity, is not known,
-- among them the answers that were set aside.
with rows_in_force as ({{ with_rows_set_aside('satisfaction_survey') }}),

answers as (
    select
        answers.county_code,
        answers.school_year,
        coalesce(answers.method, methods.method) as method,
        answers.respondent_type,
        answers.town_code,
        coalesce(towns.town_name, answers.town_code, answers.town_as_handed_in) as town_name,
        -- of an answer that may have been asked either way nothing is certain for either
        case when answers.method is not null then answers.is_valid else nullif(answers.is_valid, true) end as validity,
        coalesce(validity and levels.overall_rating is not null, false) as is_valid,
        coalesce(validity and levels.is_satisfied, false) as is_satisfied,
        coalesce(validity, true) and (validity is null or levels.overall_rating is null) as is_open,
        answers.is_set_aside,
        answers.file_id
    from rows_in_force as answers
    left join {{ ref('survey_methods') }} as methods on answers.method is null
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
        count(*) filter (where is_satisfied) as satisfied,
        count(*) filter (where is_open) as open
    from answers
    {% if part != 'county' %}
    where not is_set_aside or {{ {'respondent': respondent, 'town': code}[part] }} is not null
    {% endif %}
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
