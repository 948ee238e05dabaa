-- The pupils of a grade in every county, town and school that has all grades of its stage, beside those they come from
-- (`came_from`): the grade below in the year before, of the same place. Between two stages pupils change schools and
-- towns, so the first grade of a later stage comes from the whole county (`passed`); the first grade of all is held
-- against those who entered the year before (`entered`). A sum is known only when every part is.
with whole as (select word from {{ ref('code_words') }} where word_kind = 'part' and code = 'all'),

pupils as (select * from {{ ref('int_grade_pupils') }}),

of_schools as (
    select county_code, school_year, 'school' as level, town, school_code, stage, grade, pupils
    from pupils
    window every_grade as (partition by county_code, school_year, school_code, stage)
    qualify count(nullif(pupils, 0)) over every_grade = count(*) over every_grade
),

of_places as (
    select
        county_code, school_year, if(town is null, 'county', 'town') as level, coalesce(town, whole.word) as town,
        whole.word as school_code, stage, grade,
        case when count(*) = count(pupils) then sum(pupils) end as pupils
    from pupils
    cross join whole
    group by county_code, school_year, whole.word, stage, grade, rollup(pupils.town)
),

places as (
    from of_places
    union all by name
    from of_schools
),

grades as (
    select county_code, stage, first_grade, first_grade = min(first_grade) over (partition by county_code) as is_first
    from {{ ref('int_stage_grades') }}
    where is_judged
),

known as (
    select
        places.*,
        case
            when places.grade > grades.first_grade then 'went_on'
            when grades.is_first then 'entered'
            else 'passed'
        end as how,
        if(how = 'passed', 'county', places.level) as from_level,
        if(how = 'passed', whole.word, places.town) as from_town,
        if(how = 'passed', whole.word, places.school_code) as from_school,
        if(how = 'entered', places.grade, places.grade - 1) as from_grade
    from places
    inner join grades using (county_code, stage)
    cross join whole
),

final as (
    select known.*, before.pupils as came_from
    from known
    left join known as before
        on
            known.county_code = before.county_code
            and known.school_year = before.school_year + 1
            and known.from_level = before.level
            and known.from_town = before.town
            and known.from_school = before.school_code
            and known.from_grade = before.grade
)

select * from final
