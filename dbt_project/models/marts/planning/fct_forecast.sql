-- The pupils to come, from the newest school year there is: of towns and their county by stage and grade, of schools
-- with all grades by stage. A county is the sum of its towns and as sure as its own years say it is. Cohorts that were
-- not yet at school err together, and so do all of a county, which families leave or come to in all grades; those of a
-- town or a school err each by itself. Where births are not known nobody knows which scenario comes true, so they
-- have one interval, which is that of all of them.
with forecasts as (select * from {{ ref('int_announced_forecasts') }}),

terms as (select * from {{ ref('forecast_terms') }}),

scenarios as (select * from {{ ref('forecast_scenarios') }}),

whole as (select word from {{ ref('code_words') }} where word_kind = 'part' and code = 'all'),

to_come as (
    select *, is_entered or level = 'county' as errs_together
    from forecasts
    qualify base_year = max(base_year) over (partition by county_code)
),

summed as (
    select
        county_code, base_year, scenario, school_year, level, town, school_code, stage, grade,
        case when count(*) = count(value) then sum(value) end as value,
        coalesce(sum(variance) filter (where not errs_together), 0) as apart,
        coalesce(sum(sqrt(variance)) filter (where errs_together), 0) as together,
        case when count(*) = count(variance) then sqrt(apart + together ** 2) end as deviation
    from to_come
    group by county_code, base_year, scenario, school_year, level, town, school_code, stage, rollup(grade)
),

of_counties as (
    select
        county_code, base_year, scenario, school_year, stage, grade,
        case when count(*) = count(value) then sum(value) end as value
    from summed
    where level = 'town'
    group by all
),

with_counties as (
    select
        summed.* exclude (grade, value, deviation),
        coalesce(summed.grade::text, whole.word) as grade,
        if(summed.level = 'county', of_counties.value, summed.value) as value,
        summed.deviation
        * if(summed.level = 'county', of_counties.value / nullif(summed.value, 0), 1) as deviation
    from summed
    inner join of_counties
        on
            summed.county_code = of_counties.county_code
            and summed.base_year = of_counties.base_year
            and summed.scenario = of_counties.scenario
            and summed.school_year = of_counties.school_year
            and summed.stage = of_counties.stage
            and summed.grade is not distinct from of_counties.grade
    cross join whole
    where summed.level != 'school' or summed.grade is null
),

reaching as (
    select
        forecasts.*,
        scenarios.keeps is not null as is_carried_forward,
        terms.quantile * forecasts.deviation as reach,
        forecasts.value - reach as own_low,
        forecasts.value + reach as own_high
    from with_counties as forecasts
    inner join scenarios using (scenario)
    cross join terms
),

bounded as (
    select
        *,
        if(reach is null or not is_carried_forward, own_low, min(own_low) over alike) as low,
        if(reach is null or not is_carried_forward, own_high, max(own_high) over alike) as high
    from reaching
    window alike as (
        partition by county_code, school_year, town, school_code, stage, grade, is_carried_forward
    )
),

final as (
    select
        county_code::text as county_code,
        base_year::integer as base_year,
        school_year::integer as school_year,
        town::text as town_code,
        school_code::text as school_code,
        stage::text as stage,
        grade::text as grade,
        scenario::text as scenario,
        round(value, 6)::double as value,
        round(case when low < 0 then 0 else low end, 6)::double as low,
        round(high, 6)::double as high
    from bounded
)

select * from final
