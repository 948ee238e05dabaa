-- How many schools and teaching points of a kind a county has (seed `county_facts`); of the points, those with so many
-- pupils are counted only when every one has told its size.
with facts as (select * from {{ ref('county_facts') }} where source in ('schools', 'points')),

county_years as (select * from {{ ref('int_county_years') }}),

schools as (select * from {{ ref('int_schools') }}),

registered as (select distinct county_code, school_year from schools),

sizes as (
    select
        county_code, school_year, school_code,
        case when count(*) = count(pupils) then sum(pupils) end as pupils
    from {{ ref('int_school_stages') }}
    where is_compulsory
    group by all
),

counted as (
    select
        county_years.county_code, county_years.school_year, facts.fact,
        case
            when schools.school_code is null then null
            when facts.source = 'schools' then schools.counts_as_school::integer
            when facts.at_least_pupils is null then 1
            else (sizes.pupils >= facts.at_least_pupils)::integer
        end as figure,
        schools.school_code
    from county_years
    cross join facts
    left join schools
        on
            county_years.county_code = schools.county_code
            and county_years.school_year = schools.school_year
            and list_contains(string_split(facts.school_types, '|'), schools.school_type_code)
    left join sizes
        on
            schools.county_code = sizes.county_code
            and schools.school_year = sizes.school_year
            and schools.school_code = sizes.school_code
),

final as (
    select
        counted.county_code, counted.school_year, counted.fact,
        count(counted.school_code) - count(counted.figure) as schools_missing,
        case
            when schools_missing = 0 and any_value(registered.county_code) is not null
                then coalesce(sum(counted.figure), 0)
        end as value
    from counted
    left join registered using (county_code, school_year)
    group by counted.county_code, counted.school_year, counted.fact
)

select * from final
