-- The facts of a county (seed `county_facts`): those of table Ⅰ, and what its schools have by stage, town and kind of
-- place, pupils by grade too. A sum over schools is known only when every school that should be in it has reported
-- (missing is never zero). Equal figures in all stages of a mixed school are that of the whole school, counted once.
with facts as (select * from {{ ref('county_facts') }}),

whole as (select word from {{ ref('code_words') }} where word_kind = 'part' and code = 'all'),

unknown as (select word from {{ ref('code_words') }} where word_kind = 'part' and code = 'unknown'),

county_years as (select * from {{ ref('int_county_years') }}),

schools as (
    select registered.*, coalesce(town_code, unknown.word) as town, coalesce(urban_rural, unknown.word) as place
    from {{ ref('int_schools') }} as registered
    cross join unknown
),

-- a stage that reports 0 pupils is none, so nothing is missing of it
school_stages as (
    select stages.*, schools.town, schools.place
    from {{ ref('int_school_stages') }} as stages
    inner join schools using (county_code, school_year, school_code)
    where stages.is_compulsory and coalesce(stages.pupils, 1) != 0
),

stages_without_pupils as (
    select county_code, school_year, school_code, stage
    from {{ ref('int_measures') }}
    where measure_code = 'pupils' and value = 0 and school_code is not null
),

measures as (
    select
        measures.*,
        count(*) over same_school as stages_known,
        stages.stage_order = min(stages.stage_order) over same_school as is_lowest,
        min(measures.value) over same_school = max(measures.value) over same_school as is_equal
    from {{ ref('int_measures') }} as measures
    inner join {{ ref('stages') }} as stages on measures.stage = stages.stage
    anti join stages_without_pupils as without
        on
            measures.county_code = without.county_code
            and measures.school_year = without.school_year
            and measures.school_code = without.school_code
            and measures.stage = without.stage
    where measures.school_code is not null
    window same_school as (
        partition by measures.county_code, measures.school_year, measures.school_code, measures.measure_code
    )
),

stages_there as (
    select county_code, school_year, school_code, count(*) as stages_there
    from measures
    where measure_code = 'pupils'
    group by all
),

-- one figure of a mixed school alone may be that of the whole school, or of its stage
of_stages as (
    select
        stages.county_code, stages.school_year, facts.fact, stages.stage, stages.town, stages.place,
        case
            when facts.is_once_where_equal and measures.stages_known < stages_there.stages_there then null
            when facts.is_once_where_equal and measures.is_equal and not measures.is_lowest then 0
            else measures.value
        end as value
    from school_stages as stages
    inner join facts on facts.source = 'school_measure'
    left join stages_there using (county_code, school_year, school_code)
    left join measures
        on
            stages.county_code = measures.county_code
            and stages.school_year = measures.school_year
            and stages.school_code = measures.school_code
            and stages.stage = measures.stage
            and facts.measure_code = measures.measure_code
),

of_grades as (
    select county_code, school_year, 'pupils' as fact, stage, grade, town, place, pupils as value
    from {{ ref('int_grade_pupils') }}
),

summed as (
    select
        county_code, school_year, fact, stage, null::bigint as grade, town, place, sum(value) as total,
        count(*) - count(value) as schools_missing, grouping(town) as all_towns, grouping(place) as all_places
    from of_stages
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

registered as (select distinct county_code, school_year from schools),

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
    inner join facts on facts.source in ('schools', 'points')
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

of_schools as (
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
    select * from of_schools
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
