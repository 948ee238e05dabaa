-- Counted from the roster per school and stage: pupils, migrant pupils, who enrolled by catchment area (all pupils, and
-- new entrants alone) and where migrants who meet the conditions are placed. A count stays unknown while a blank could
-- change it, beside it stands what is known (`_part` of `_part_base`); a blank condition counts as met (standard.md §2
-- G15a). A pupil set aside exists: whatever is not known of him could be anything, and where his stage is open he may
-- be of any.
with rows_in_force as ({{ with_rows_set_aside('student_roster') }}),

roster as (
    select rows_in_force.* replace (stages.stage as stage), rows_in_force.stage is null as is_stage_open
    from rows_in_force
    inner join {{ ref('stages') }} as stages on rows_in_force.stage is null or rows_in_force.stage = stages.stage
),

students as (
    select
        roster.* replace (
            case when not roster.is_stage_open then roster.is_migrant end as is_migrant,
            case when not roster.is_stage_open then roster.is_catchment end as is_catchment
        ),
        schools.is_public,
        roster.grade = grades.first_grade as is_entrant,
        roster.is_migrant and coalesce(roster.meets_migrant_conditions, true) as is_eligible,
        case when schools.is_public then false when not schools.is_public then roster.is_purchased_place end
            as is_purchased
    from roster
    left join {{ ref('int_schools') }} as schools using (county_code, school_year, school_code)
    left join {{ ref('int_stage_grades') }} as grades
        on roster.county_code = grades.county_code and roster.stage = grades.stage and grades.is_judged
),

-- pupils that a question concerns, those of whom its answer is yes, and those of whom it is not known
counted as (
    select
        county_code,
        school_year,
        school_code,
        stage,
        min(file_id) as file_id,
        count(*) as pupils,
        count(*) filter (where is_stage_open) as stage_open,
        count(*) filter (where is_migrant is null) as migrants_unknown,
        count(*) filter (where is_migrant) as migrants,
        count(*) filter (where is_catchment is null) as catchment_unknown,
        count(*) filter (where is_catchment) as catchment,
        count(*) filter (where is_entrant) as entrants,
        count(*) filter (where is_entrant and is_catchment is null or is_entrant is null) as entrants_unknown,
        count(*) filter (where is_entrant and is_catchment) as catchment_entrants,
        count(*) filter (where is_eligible is null) as eligible_unknown,
        count(*) filter (where is_eligible) as eligible,
        count(*) filter (where is_eligible and is_public is null) as ownership_unknown,
        count(*) filter (where is_eligible and is_public) as in_public,
        count(*) filter (where is_eligible and is_purchased is null) as purchased_unknown,
        count(*) filter (where is_eligible and is_purchased) as purchased,
        count(*) filter (where is_entrant and is_catchment is not null) as entrants_known,
        count(*) filter (where is_eligible and is_public or is_eligible and is_purchased) as placed,
        count(*) filter (where is_eligible and (is_public or is_purchased is not null)) as placed_known
    from students
    group by county_code, school_year, school_code, stage
),

final as (
    select
        county_code,
        school_year,
        school_code,
        stage,
        file_id,
        case when stage_open = 0 then pupils end as pupils,
        case when migrants_unknown = 0 then migrants end as migrant_pupils,
        case when catchment_unknown = 0 then catchment end as catchment_pupils,
        case when catchment_unknown = 0 then pupils end as catchment_base,
        case when entrants_unknown = 0 then catchment_entrants end as catchment_entrants,
        case when entrants_unknown = 0 then entrants end as catchment_entrants_base,
        case when eligible_unknown = 0 then eligible end as migrants_eligible,
        case when eligible_unknown + ownership_unknown = 0 then in_public end as migrants_public,
        case when eligible_unknown + purchased_unknown = 0 then purchased end as migrants_purchased,
        catchment as catchment_pupils_part,
        pupils - catchment_unknown as catchment_pupils_part_base,
        catchment_entrants as catchment_entrants_part,
        entrants_known as catchment_entrants_part_base,
        placed as migrants_placed_part,
        placed_known as migrants_placed_part_base,
        in_public as migrants_public_part,
        eligible - ownership_unknown as migrants_public_part_base
    from counted
)

select * from final
