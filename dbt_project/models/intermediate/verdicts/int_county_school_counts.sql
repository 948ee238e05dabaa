-- How many schools of a county reach each code and stage, and what their figures come to together.
with verdicts as (select * from {{ ref('int_school_verdicts') }}),

final as (
    select
        county_code,
        school_year,
        ruleset_code,
        stage,
        indicator_code,
        count_if(status != 'not_applicable')::integer as subjects_total,
        count_if(status = 'met')::integer as subjects_met,
        count_if(status = 'near')::integer as subjects_near,
        count_if(status = 'unmet')::integer as subjects_unmet,
        count_if(status = 'no_data')::integer as subjects_no_data,
        sum(numerator) filter (value is not null) as numerator,
        sum(denominator) filter (value is not null) as denominator,
        sum(value) filter (value is not null) as value
    from verdicts
    group by county_code, school_year, ruleset_code, stage, indicator_code
)

select * from final
