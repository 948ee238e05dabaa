-- The facts of a county (seed `county_facts`): those of table Ⅰ, and what its schools have by stage, town and kind of
-- place, pupils by grade too. A sum over schools is known only when every school that should be in it has reported
-- (missing is never zero).
with facts as (select * from {{ ref('county_facts') }}),

whole as (select word from {{ ref('code_words') }} where word_kind = 'part' and code = 'all'),

county_years as (select * from {{ ref('int_county_years') }}),

of_grades as (
    select county_code, school_year, 'pupils' as fact, stage, grade, town, place, pupils as value
    from {{ ref('int_grade_pupils') }}
),

summed as (
    select
        county_code, school_year, fact, stage, null::bigint as grade, town, place, sum(value) as total,
        count(*) - count(value) as schools_missing, grouping(town) as all_towns, grouping(place) as all_places
    from {{ ref('int_county_facts__stages') }}
    group by county_code, school_year, fact, stage, cube(town, place)
    union all by name
    select
        county_code, school_year, fact, stage, grade, town, place, sum(value) as total,
        count(*) - count(value) as schools_missing, grouping(town) as all_towns, grouping(place) as all_places
    from of_grades
    group by county_code, school_year, fact, stage, grade, cube(town, place)
),

-- what a county is asked by stage, also where no school has the stage
asked_by_stage as (
    select county_years.county_code, county_years.school_year, facts.fact, stages.stage
    from county_years
    cross join facts
    cross join {{ ref('stages') }} as stages
    where facts.source = 'school_measure' and stages.is_judged
),

registered as (select distinct county_code, school_year from {{ ref('int_schools') }}),

by_stage as (
    select
        asked.county_code, asked.school_year, asked.fact, asked.stage, summed.grade,
        case when not summed.all_towns::boolean then summed.town end as town,
        case when not summed.all_places::boolean then summed.place end as place,
        coalesce(summed.schools_missing, 0) as schools_missing,
        case
            when summed.schools_missing > 0 or registered.county_code is null then null
            else coalesce(summed.total, 0)
        end as value
    from asked_by_stage as asked
    left join summed using (county_code, school_year, fact, stage)
    left join registered using (county_code, school_year)
),

of_county as (
    select county_years.county_code, county_years.school_year, facts.fact, measures.value, 0 as schools_missing
    from county_years
    inner join facts on facts.source = 'county_measure'
    left join {{ ref('int_measures') }} as measures
        on
            county_years.county_code = measures.county_code
            and county_years.school_year = measures.school_year
            and facts.measure_code = measures.measure_code
            and measures.school_code is null
            and measures.stage is null
),

together as (
    select * from of_county
    union all by name
    select * from {{ ref('int_county_facts__schools') }}
    union all by name
    select * from by_stage
),

final as (
    select
        together.county_code::text as county_code,
        together.school_year::integer as school_year,
        together.fact::text as fact,
        facts.fact_name::text as fact_name,
        coalesce(together.stage, whole.word)::text as stage,
        coalesce(together.grade::text, whole.word)::text as grade,
        coalesce(together.town, whole.word)::text as town_code,
        coalesce(together.place, whole.word)::text as urban_rural,
        together.value::double as value,
        facts.unit::text as unit,
        together.schools_missing::integer as schools_missing
    from together
    inner join facts on together.fact = facts.fact
    cross join whole
)

select * from final
