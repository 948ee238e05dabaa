-- The satisfaction survey as the application form asks it (table Ⅵ): answers, valid and satisfied ones by method, in
-- all and by kind of respondent or by town. The method that is judged decides S1; the other stands beside it.
select
    county_code::text as county_code,
    school_year::integer as school_year,
    method::text as method,
    respondent_type::text as respondent_type,
    town_code::text as town_code,
    town_name::text as town_name,
    answers::bigint as answers,
    valid::bigint as valid_answers,
    satisfied::bigint as satisfied_answers,
    (100.0 * satisfied / nullif(valid, 0))::double as satisfaction_rate
from {{ ref('int_survey_counts') }}
where (not is_by_respondent or respondent_type is not null) and (not is_by_town or town_name is not null)
