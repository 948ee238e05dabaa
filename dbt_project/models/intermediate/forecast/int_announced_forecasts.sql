-- The forecasts with what a county has announced of its schools (seed `network_changes`). Who would be at a school that
-- closes goes to the one it is merged into, and so to its town; without one they stay in their town. A new school fills
-- up from its first grade with as many a year as its row says, who come from the other schools of its town. Nothing is
-- closed or opened but by such a row.
with announced as (select * from {{ ref('network_changes') }}),

all_forecasts as (select * from {{ ref('int_pupil_forecasts') }} where school_year > base_year),

forecasts as (
    select all_forecasts.*
    from all_forecasts
    semi join announced on all_forecasts.county_code = announced.county_code
),

untouched as (
    select all_forecasts.*
    from all_forecasts
    anti join announced on all_forecasts.county_code = announced.county_code
),

whole as (select word from {{ ref('code_words') }} where word_kind = 'part' and code = 'all'),

schools as (
    select distinct county_code, base_year, school_code, town
    from forecasts
    where level = 'school'
),

closed as (
    select
        forecasts.*, receivers.school_code as into_school, coalesce(receivers.town, forecasts.town) as into_town
    from forecasts
    inner join announced
        on
            forecasts.county_code = announced.county_code
            and forecasts.school_code = announced.school_code
            and forecasts.stage = coalesce(announced.stage, forecasts.stage)
            and forecasts.school_year >= announced.from_year
    left join schools as receivers
        on
            announced.county_code = receivers.county_code
            and forecasts.base_year = receivers.base_year
            and announced.into_school_code = receivers.school_code
    where forecasts.level = 'school' and announced.entrants is null
),

opened as (
    select
        towns.* replace (
            'school' as level,
            announced.school_code as school_code,
            announced.entrants::double as value,
            towns.variance * announced.entrants / nullif(towns.value, 0) as variance
        ),
        announced.entrants / nullif(towns.value, 0) as share
    from announced
    inner join forecasts as towns
        on
            announced.county_code = towns.county_code
            and announced.town_code = towns.town
            and towns.stage = coalesce(announced.stage, towns.stage)
    inner join {{ ref('int_stage_grades') }} as grades
        on towns.county_code = grades.county_code and towns.stage = grades.stage
    where
        towns.level = 'town'
        and announced.entrants is not null
        and towns.school_year - announced.from_year >= towns.grade - grades.first_grade
),

taken as (
    select county_code, base_year, scenario, town, stage, grade, school_year, least(sum(share), 1) as share
    from opened
    group by all
),

left_over as (
    select
        forecasts.* replace (
            forecasts.value * if(closed.school_code is not null, 0, 1 - coalesce(taken.share, 0)) as value,
            forecasts.variance * if(closed.school_code is not null, 0, 1 - coalesce(taken.share, 0)) as variance
        )
    from forecasts
    left join closed
        using (county_code, base_year, scenario, level, town, school_code, stage, grade, school_year)
    left join taken
        on
            forecasts.level = 'school'
            and forecasts.county_code = taken.county_code
            and forecasts.base_year = taken.base_year
            and forecasts.scenario = taken.scenario
            and forecasts.town = taken.town
            and forecasts.stage = taken.stage
            and forecasts.grade = taken.grade
            and forecasts.school_year = taken.school_year
),

moved as (
    select * exclude (into_school, into_town) replace (into_town as town, into_school as school_code)
    from closed
    where into_school is not null
    union all by name
    select
        closed.* exclude (into_school, into_town)
        replace ('town' as level, closed.into_town as town, whole.word as school_code)
    from closed
    cross join whole
    where closed.into_town != closed.town
    union all by name
    select
        closed.* exclude (into_school, into_town)
        replace ('town' as level, whole.word as school_code, -closed.value as value, 0::double as variance)
    from closed
    cross join whole
    where closed.into_town != closed.town
),

together as (
    select * from left_over
    union all by name
    select * from moved
    union all by name
    select * exclude (share) from opened
),

changed as (
    select
        county_code, base_year, scenario, level, town, school_code, stage, grade, school_year,
        case when count(*) = count(value) then sum(value) end as value,
        case when count(*) = count(variance) then sum(variance) end as variance,
        bool_or(is_entered) as is_entered
    from together
    group by all
),

final as (
    select * from untouched
    union all by name
    select * from changed
)

select * from final
