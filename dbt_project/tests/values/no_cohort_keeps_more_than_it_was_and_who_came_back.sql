-- What is this: a cohort of which more graduated, by the formula, than entered it; by more pupils than it has events
-- that the formula does not count. Who comes back after a year's rest (复学) joins a later cohort and graduates with
-- it, so that the retention of a school may be above 100.
-- When does it matter: pupils came without an event, or stood in no roster when they entered.
-- How to resolve: compare the roster of the year of entry and the events of the school with its pupils' records.
{{ config(severity='warn') }}

with cohorts as (
    select
        facts.county_code, facts.school_year, facts.ruleset_code, facts.school_code, facts.stage,
        facts.indicator_code, facts.numerator, facts.denominator,
        (facts.school_year - grades.years_before) || '-09' as entry_month
    from {{ ref('fct_school_indicator') }} as facts
    inner join {{ ref('indicators') }} as indicators on facts.indicator_code = indicators.indicator_code
    inner join {{ ref('int_stage_grades') }} as grades
        on facts.county_code = grades.county_code and facts.stage = grades.stage
    where
        indicators.unit = '%'
        and indicators.numerator_measure is null
        and grades.is_followed_to_graduation
        and facts.value > 100 * (1 + 1e-9)
),

not_counted as (
    select distinct
        events.county_code, events.school_code, events.stage, events.entry_month, events.student_hash,
        events.change_type, events.change_date
    from {{ ref('stg_student_changes') }} as events
    anti join {{ ref('cohort_changes') }} as kinds on events.change_type = kinds.change_type
)

select
    cohorts.county_code, cohorts.school_year, cohorts.ruleset_code, cohorts.school_code, cohorts.indicator_code,
    cohorts.numerator, cohorts.denominator,
    count(not_counted.student_hash) as events_not_counted
from cohorts
left join not_counted
    on
        cohorts.county_code = not_counted.county_code
        and cohorts.school_code = not_counted.school_code
        and cohorts.stage = not_counted.stage
        and cohorts.entry_month = not_counted.entry_month
group by all
having cohorts.numerator - cohorts.denominator > count(not_counted.student_hash)
