-- The answers of the method that is judged, for the whole county (standard.md §4).
with counts as (
    select counts.*
    from {{ ref('int_survey_counts') }} as counts
    inner join {{ ref('survey_methods') }} as methods on counts.method = methods.method
    where methods.is_judged and not counts.is_by_respondent and not counts.is_by_town
),

final as (
    select
        county_code,
        school_year,
        cast(null as text) as school_code,
        cast(null as text) as stage,
        min(file_id) as file_id,
        sum(answers) as survey_answers,
        sum(valid) as survey_valid,
        sum(satisfied) as survey_satisfied,
        sum(open) as survey_open
    from counts
    group by county_code, school_year
)

select * from final
