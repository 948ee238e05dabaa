-- What forecasts from every past year would have missed, of the towns' grades, beside taking the base year's figure for
-- the year to come. Judged is the first scenario that could be reckoned in that year.
with forecasts as (select * from {{ ref('int_pupil_forecasts') }} where level = 'town'),

cohorts as (select * from {{ ref('int_cohorts') }} where level = 'town'),

scenarios as (select * from {{ ref('forecast_scenarios') }}),

terms as (select * from {{ ref('forecast_terms') }}),

first_of_all as (
    select forecasts.*
    from forecasts
    inner join scenarios using (scenario)
    window of_base as (partition by forecasts.county_code, forecasts.base_year)
    qualify scenarios.sort_order = min(scenarios.sort_order) over of_base
),

compared as (
    select
        forecasts.county_code, forecasts.school_year - forecasts.base_year as horizon, forecasts.stage,
        actual.pupils,
        abs(actual.pupils - forecasts.value) as missed,
        abs(actual.pupils - base.pupils) as missed_as_last_year,
        abs(actual.pupils - forecasts.value) <= terms.quantile * sqrt(forecasts.variance) as is_covered
    from first_of_all as forecasts
    inner join cohorts as actual using (county_code, school_year, town, stage, grade)
    inner join cohorts as base
        on
            forecasts.county_code = base.county_code
            and forecasts.base_year = base.school_year
            and forecasts.town = base.town
            and forecasts.stage = base.stage
            and forecasts.grade = base.grade
    cross join terms
    where
        forecasts.school_year > forecasts.base_year
        and actual.pupils is not null
        and base.pupils is not null
        and forecasts.value is not null
),

final as (
    select
        county_code::text as county_code,
        horizon::integer as horizon,
        stage::text as stage,
        round(100 * sum(missed) / nullif(sum(pupils), 0), 6)::double as error,
        round(100 * sum(missed_as_last_year) / nullif(sum(pupils), 0), 6)::double as error_as_last_year,
        coalesce(error >= error_as_last_year, false) as is_no_better,
        round(100 * avg(is_covered::integer), 6)::double as covered,
        count(*)::integer as compared
    from compared
    group by all
)

select * from final
