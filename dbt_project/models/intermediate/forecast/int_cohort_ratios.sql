-- What each year knew of how cohorts go on: the ratio of those in a grade to those they came from, over the last five
-- changes of year, and by how much one year's figure missed what the year before would have said (`spread`: the
-- variance of a pupil expected). A place's own ratio is drawn to its county's as if `pupils_lent` more had gone on like
-- the county's; without a change of year cohorts go on as they are. `growth` is that of the county's entry cohorts.
with cohorts as (select * from {{ ref('int_cohorts') }}),

terms as (select * from {{ ref('forecast_terms') }}),

so_far as (
    select
        *,
        sum(case when came_from is not null then pupils end) over five_changes as went_on,
        sum(case when pupils is not null then came_from end) over five_changes as were_there
    from cohorts
    window five_changes as (
        partition by county_code, level, town, school_code, stage, grade
        order by school_year rows between 4 preceding and current row
    )
),

ratios as (
    select
        places.*,
        coalesce(county.went_on / nullif(county.were_there, 0), 1) as growth,
        (coalesce(places.went_on, 0) + terms.pupils_lent * growth)
        / (coalesce(places.were_there, 0) + terms.pupils_lent) as own_ratio,
        coalesce(places.went_on / nullif(places.were_there, 0), places.pupils / nullif(county.pupils, 0)) as share,
        case places.how when 'went_on' then own_ratio when 'passed' then share else 1 end as ratio
    from so_far as places
    inner join so_far as county
        on
            places.county_code = county.county_code
            and places.school_year = county.school_year
            and places.stage = county.stage
            and places.grade = county.grade
            and county.level = 'county'
    cross join terms
),

expected as (
    select
        *,
        came_from * lag(ratio) over (
            partition by county_code, level, town, school_code, stage, grade order by school_year
        ) as expected
    from ratios
),

missed as (
    select
        county_code, school_year, level, stage, how,
        sum((pupils - expected) ** 2) as squares,
        sum(case when pupils is not null then expected end) as expected,
        count(pupils - expected) as times
    from expected
    group by all
),

spreads as (
    select
        county_code, school_year, level, stage, how,
        sum(squares) over until_then / nullif(sum(expected) over until_then, 0) as spread,
        sum(times) over until_then as times
    from missed
    window until_then as (partition by county_code, level, stage, how order by school_year)
),

final as (
    select
        ratios.county_code, ratios.school_year as base_year, ratios.level, ratios.town, ratios.school_code,
        ratios.stage, ratios.grade, ratios.how, ratios.from_level, ratios.from_town, ratios.from_school,
        ratios.from_grade, ratios.pupils, ratios.ratio, ratios.growth,
        case
            when spreads.times > 0 then spreads.spread * {{ wider_when_few('spreads.times', 'terms.quantile') }} ** 2
        end as spread
    from ratios
    left join spreads using (county_code, school_year, level, stage, how)
    cross join terms
)

select * from final
