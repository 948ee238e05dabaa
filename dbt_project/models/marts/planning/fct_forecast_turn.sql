-- Which verdicts of a school's resources turn, and when, if nothing is done: what is there stays, and the pupils of the
-- unit change as those of its school and stage are forecast. Told is the first year in which an indicator that is met
-- no longer is, or one that is not met is. How a campus's plant is split between stages stays as it is today.
with standings as (select * from {{ ref('fct_closing_standing') }}),

forecasts as (select * from {{ ref('fct_forecast') }}),

whole as (select word from {{ ref('code_words') }} where word_kind = 'part' and code = 'all'),

today as (
    select county_code, school_year as base_year, school_code, stage, sum(pupils) as pupils
    from {{ ref('int_cohorts') }}
    where level = 'school'
    group by all
),

to_come as (
    select
        standings.county_code, forecasts.base_year, standings.ruleset_code, standings.school_code, standings.stage,
        standings.indicator_code, forecasts.scenario, forecasts.school_year, standings.threshold, standings.floor,
        standings.numerator * standings.scale / nullif(standings.pupils, 0) as value_today,
        forecasts.value / nullif(today.pupils, 0) as change,
        value_today / nullif(change, 0) as value
    from standings
    inner join forecasts
        on
            standings.county_code = forecasts.county_code
            and standings.school_year = forecasts.base_year
            and standings.school_code = forecasts.school_code
            and standings.stage = forecasts.stage
    inner join today
        on
            forecasts.county_code = today.county_code
            and forecasts.base_year = today.base_year
            and forecasts.school_code = today.school_code
            and forecasts.stage = today.stage
    cross join whole
    where forecasts.grade = whole.word
),

judged as (
    select
        *,
        {{ verdict('value_today', "'>='", 'threshold', 'floor') }} as status_today,
        {{ verdict('value', "'>='", 'threshold', 'floor') }} as status
    from to_come
    where value_today is not null and value is not null
),

turned as (
    select *
    from judged
    where (status_today = 'met') != (status = 'met')
    window of_verdict as (partition by county_code, ruleset_code, school_code, stage, indicator_code, scenario)
    qualify school_year = min(school_year) over of_verdict
),

final as (
    select
        county_code::text as county_code,
        base_year::integer as base_year,
        ruleset_code::text as ruleset_code,
        school_code::text as school_code,
        stage::text as stage,
        indicator_code::text as indicator_code,
        scenario::text as scenario,
        school_year::integer as school_year,
        value_today::double as value_today,
        value::double as value,
        threshold::double as threshold,
        status_today::text as status_today,
        status::text as status,
        (100 * (change - 1))::double as pupils_change
    from turned
)

select * from final
