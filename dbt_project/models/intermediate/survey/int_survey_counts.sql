-- Answers of the satisfaction survey by method, in all, by kind of respondent and by town: all, valid, satisfied (the
-- seed `satisfaction_levels`), and `open`: those that are or may be valid and whose rating, or validity, is not known,
-- among them the answers that were set aside.
{% set counted = survey_answers_counted() %}
with answers as ({{ survey_answers() }}),

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
        count(*) filter (where {{ counted.survey_valid }}) as valid,
        count(*) filter (where {{ counted.survey_satisfied }}) as satisfied,
        count(*) filter (where {{ counted.survey_open }}) as open
    from answers
    {% if part != 'county' %}
    where not is_set_aside or {{ {'respondent': respondent, 'town': town}[part] }} is not null
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
