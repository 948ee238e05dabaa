-- Counted from the roster per school and stage: pupils, migrant pupils, who enrolled by catchment area (all pupils, and
-- new entrants alone) and where migrants who meet the conditions are placed. A count stays unknown while a blank could
-- change it, beside it stands what is known (`_part` of `_part_base`); a blank condition counts as met (standard.md §2
-- G15a). What is asked of each pupil, and which of them a figure counts, is told by the macros `students`.
with students as ({{ students() }}),

-- pupils that a question concerns, those of whom its answer is yes, and those of whom it is not known
counted as (
    select
        county_code,
        school_year,
        school_code,
        stage,
        min(file_id) as file_id,
        {% for column, condition in students_counted().items() %}
        count(*) filter (where {{ condition }}) as {{ column }},
        {% endfor %}
        count(*) filter (where is_stage_open) as stage_open,
        count(*) filter (where is_migrant is null) as migrants_unknown,
        count(*) filter (where is_catchment is null) as catchment_unknown,
        count(*) filter (where is_entrant and is_catchment is null or is_entrant is null) as entrants_unknown,
        count(*) filter (where is_eligible is null) as eligible_unknown,
        count(*) filter (where is_eligible and is_public is null) as ownership_unknown,
        count(*) filter (where is_eligible and is_purchased is null) as purchased_unknown
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
        case when migrants_unknown = 0 then migrant_pupils end as migrant_pupils,
        {% for column in ['catchment_pupils', 'catchment_base'] %}
        case when catchment_unknown = 0 then {{ column }} end as {{ column }},
        {% endfor %}
        {% for column in ['catchment_entrants', 'catchment_entrants_base'] %}
        case when entrants_unknown = 0 then {{ column }} end as {{ column }},
        {% endfor %}
        case when eligible_unknown = 0 then migrants_eligible end as migrants_eligible,
        case when eligible_unknown + ownership_unknown = 0 then migrants_public end as migrants_public,
        case when eligible_unknown + purchased_unknown = 0 then migrants_purchased end as migrants_purchased,
        catchment_pupils_part,
        catchment_pupils_part_base,
        catchment_entrants_part,
        catchment_entrants_part_base,
        migrants_placed_part,
        migrants_placed_part_base,
        migrants_public_part,
        migrants_public_part_base
    from counted
)

select * from final
