-- The cohort that graduates at the end of a school year (datasets.md, "Years of schooling"): its intake in the roster
-- of the year in which it entered junior school, and its changes until 31 August after its last year, by school and
-- not joined to the roster. Nothing is known without that roster or while a year in between has no changes in force;
-- who graduated is unknown until someone of the cohort has. A school that was not there then had no intake.
with schools as (
    select
        registered.county_code,
        registered.school_year,
        registered.school_code,
        grades.stage,
        grades.first_grade,
        registered.school_year - grades.years_before as entry_year
    from {{ ref('int_schools') }} as registered
    inner join {{ ref('school_type_stages') }} as kinds on registered.school_type_code = kinds.school_type_code
    inner join {{ ref('int_stage_grades') }} as grades
        on registered.county_code = grades.county_code and kinds.stage = grades.stage
    where grades.is_followed_to_graduation
),

there_at_entry as (
    select county_code, school_year as entry_year, school_code, true as was_there from {{ ref('int_schools') }}
),

-- the same event may lie in the folders of several years
events as (
    select distinct county_code, student_hash, school_code, stage, entry_month, change_type, change_date
    from {{ ref('stg_student_changes') }}
),

-- an event set aside may be any of its school's cohort, of any cohort and school where that is open
open_events as (
    select distinct county_code, school_code, stage, entry_month
    from {{ ref('stg_rows_set_aside') }}
    where dataset = 'student_changes'
),

-- so may a pupil of the intake
open_intakes as (
    select distinct county_code, school_year as entry_year, school_code, stage, grade
    from {{ ref('stg_rows_set_aside') }}
    where dataset = 'student_roster'
),

doubtful as (
    select distinct schools.county_code, schools.school_year, schools.school_code, schools.stage
    from schools
    inner join open_events
        on
            schools.county_code = open_events.county_code
            and coalesce(open_events.school_code, schools.school_code) = schools.school_code
            and coalesce(open_events.stage, schools.stage) = schools.stage
            and coalesce(open_events.entry_month, schools.entry_year || '-09') = schools.entry_year || '-09'
    union
    select schools.county_code, schools.school_year, schools.school_code, schools.stage
    from schools
    inner join open_intakes
        on
            schools.county_code = open_intakes.county_code
            and schools.entry_year = open_intakes.entry_year
            and coalesce(open_intakes.school_code, schools.school_code) = schools.school_code
            and coalesce(open_intakes.stage, schools.stage) = schools.stage
            and coalesce(open_intakes.grade, schools.first_grade) = schools.first_grade
),

entrants as (
    select
        county_code, school_year as entry_year, school_code, stage, grade as first_grade,
        count(*) as pupils, min(file_id) as file_id
    from {{ ref('stg_student_roster') }}
    group by all
),

rosters as (
    select distinct county_code, entry_year, stage, first_grade, true as has_roster from entrants
),

speaking as (
    select county_code, school_year
    from {{ ref('stg_ledger__speaking_county_years') }}
    where dataset = 'student_changes' and speaks
    union
    select county_code, {{ school_year_of('change_date') }} as school_year from events
    except
    -- a refused file may hold events that nobody else tells
    select county_code, school_year
    from {{ ref('stg_ledger__speaking_county_years') }}
    where dataset = 'student_changes' and is_doubtful
),

cohorts as (
    select
        schools.county_code,
        schools.school_year,
        schools.school_code,
        schools.stage,
        schools.entry_year,
        entrants.file_id,
        case
            when entrants.pupils is not null then entrants.pupils
            when rosters.has_roster and there_at_entry.was_there is null then 0
        end as entered
    from schools
    left join rosters using (county_code, entry_year, stage, first_grade)
    left join entrants using (county_code, entry_year, stage, first_grade, school_code)
    left join there_at_entry using (county_code, entry_year, school_code)
),

complete as (
    select cohorts.county_code, cohorts.school_year
    from (select distinct county_code, school_year, entry_year from cohorts) as cohorts
    inner join speaking
        on
            cohorts.county_code = speaking.county_code
            and speaking.school_year between cohorts.entry_year and cohorts.school_year
    group by cohorts.county_code, cohorts.school_year, cohorts.entry_year
    having count(*) = cohorts.school_year - cohorts.entry_year + 1
),

changes as (
    select
        cohorts.county_code,
        cohorts.school_year,
        events.school_code,
        kinds.measure_column
    from (select distinct county_code, school_year, stage, entry_year from cohorts) as cohorts
    inner join events
        on
            cohorts.county_code = events.county_code
            and cohorts.stage = events.stage
            and events.entry_month = cohorts.entry_year || '-09'
            and events.change_date >= {{ school_year_start('cohorts.entry_year') }}
            and events.change_date < {{ school_year_start('cohorts.school_year + 1') }}
    inner join {{ ref('cohort_changes') }} as kinds on events.change_type = kinds.change_type
),

graduations as (
    select distinct county_code, school_year from changes where measure_column = 'cohort_graduated'
),

counted as (
    select
        cohorts.county_code,
        cohorts.school_year,
        cohorts.school_code,
        cohorts.stage,
        cohorts.file_id,
        {% for column in ['transferred_in', 'transferred_out', 'died', 'graduated'] %}
        count(*) filter (where changes.measure_column = 'cohort_{{ column }}') as {{ column }},
        {% endfor %}
        cohorts.entered,
        complete.county_code is not null as is_complete,
        graduations.county_code is not null as has_graduated
    from cohorts
    left join complete using (county_code, school_year)
    left join graduations using (county_code, school_year)
    left join changes using (county_code, school_year, school_code)
    left join doubtful
        on
            cohorts.county_code = doubtful.county_code
            and cohorts.school_year = doubtful.school_year
            and cohorts.school_code = doubtful.school_code
            and cohorts.stage = doubtful.stage
    where cohorts.entered is not null and doubtful.school_code is null
    group by all
),

final as (
    select
        county_code,
        school_year,
        school_code,
        stage,
        file_id,
        entered as cohort_entered,
        {% for column in ['transferred_in', 'transferred_out', 'died'] %}
        case when is_complete then {{ column }} end as cohort_{{ column }},
        {% endfor %}
        case when is_complete and has_graduated then graduated end as cohort_graduated
    from counted
)

select * from final
