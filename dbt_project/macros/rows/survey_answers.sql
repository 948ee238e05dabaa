{#
  The answers of the satisfaction survey in force, whether each is valid and satisfied, and whether that is open. One
  whose method is open is asked for by every method.
#}
{% macro survey_answers() -%}
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
        answers.file_id,
        answers.sheet,
        answers.row_number
    from ({{ with_rows_set_aside('satisfaction_survey') }}) as answers
    left join {{ ref('survey_methods') }} as methods on answers.method is null
    left join {{ ref('satisfaction_levels') }} as levels on answers.overall_rating = levels.overall_rating
    left join {{ ref('int_towns') }} as towns
        on answers.county_code = towns.county_code and answers.town_code = towns.town_code
{%- endmacro %}

{# Which of them each figure of the survey counts. #}
{% macro survey_answers_counted() -%}
{{ return({
    'survey_answers': 'true',
    'survey_valid': 'is_valid',
    'survey_satisfied': 'is_satisfied',
    'survey_open': 'is_open',
}) }}
{%- endmacro %}
