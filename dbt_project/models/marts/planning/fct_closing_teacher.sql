-- Whom a closing plan may move, by all that they count in: a row for every school stage with a teacher roster and every
-- kind of teacher that can be moved, 0 where nobody is of the kind. Counts alone leave here.
with kinds as (select action_code, counts_in from {{ ref('closing_actions') }} where is_by_roster),

reporting as (select * from {{ ref('int_reported__teacher_roster') }} where stage is not null),

stages as (select stage from {{ ref('stages') }} where is_judged),

teachers as (select * from {{ ref('int_teachers_by_indicators') }}),

final as (
    select
        reporting.county_code::text as county_code,
        reporting.school_year::integer as school_year,
        reporting.school_code::text as school_code,
        reporting.stage::text as stage,
        kinds.action_code::text as action_code,
        kinds.counts_in::text as counts_in,
        coalesce(teachers.teachers, 0)::integer as teachers
    from reporting
    inner join stages on reporting.stage = stages.stage
    cross join kinds
    left join teachers
        on
            reporting.county_code = teachers.county_code
            and reporting.school_year = teachers.school_year
            and reporting.school_code = teachers.school_code
            and reporting.stage = teachers.stage
            and kinds.counts_in = teachers.counts_in
)

select * from final
