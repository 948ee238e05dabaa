-- What every base year would have said of the years after it, cohort by cohort: each grade is those below it times
-- their ratio, the first grade what its scenario says. The variance of a cohort goes on with it and grows with every
-- year by the spread; `is_entered` are cohorts that were not yet at school in the base year. Schools are forecast from
-- the newest year alone.
with recursive cohorts as (
    select *
    from {{ ref('int_cohort_ratios') }}
    qualify level != 'school' or base_year = max(base_year) over (partition by county_code)
),

born as (select * from {{ ref('int_entry_cohorts') }}),

terms as (select * from {{ ref('forecast_terms') }}),

bases as (
    select distinct county_code, base_year, max(base_year) over (partition by county_code) as newest
    from cohorts
),

scenarios as (
    select bases.county_code, bases.base_year, scenarios.scenario, scenarios.keeps
    from bases
    cross join {{ ref('forecast_scenarios') }} as scenarios
    left join born on bases.county_code = born.county_code and bases.base_year = born.base_year
    where scenarios.keeps is not null or born.town is not null
    group by all
),

years as (
    select
        bases.county_code,
        bases.base_year,
        unnest(range(
            bases.base_year + 1, if(bases.base_year = bases.newest, terms.last_year, bases.newest) + 1
        )) as school_year
    from bases
    cross join terms
),

steps as (
    select
        cohorts.*, years.school_year, scenarios.scenario,
        case
            when cohorts.how != 'entered' then cohorts.ratio
            when scenarios.keeps is null then born.step
            else 1 + (cohorts.growth - 1) * scenarios.keeps ** (years.school_year - cohorts.base_year)
        end as factor
    from cohorts
    inner join years using (county_code, base_year)
    inner join scenarios using (county_code, base_year)
    left join born
        on
            cohorts.county_code = born.county_code
            and cohorts.base_year = born.base_year
            and cohorts.town = born.town
            and years.school_year = born.school_year
),

forecasts as (
    select
        cohorts.county_code, cohorts.base_year, scenarios.scenario, cohorts.level, cohorts.town, cohorts.school_code,
        cohorts.stage, cohorts.grade, cohorts.base_year::bigint as school_year, cohorts.pupils::double as value,
        if(cohorts.spread is null, null, 0::double) as variance, false as is_entered
    from cohorts
    inner join scenarios using (county_code, base_year)
    union all
    select
        steps.county_code, steps.base_year, steps.scenario, steps.level, steps.town, steps.school_code, steps.stage,
        steps.grade, steps.school_year, before.value * steps.factor as value,
        before.variance * steps.factor ** 2 + before.value * steps.factor * steps.spread as variance,
        before.is_entered or steps.how = 'entered' as is_entered
    from forecasts as before
    inner join steps
        on
            before.county_code = steps.county_code
            and before.base_year = steps.base_year
            and before.scenario = steps.scenario
            and before.level = steps.from_level
            and before.town = steps.from_town
            and before.school_code = steps.from_school
            and before.grade = steps.from_grade
            and before.school_year + 1 = steps.school_year
)

select * from forecasts
