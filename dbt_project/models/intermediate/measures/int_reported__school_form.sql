-- The school's form as measures (datasets.md, school_form). Items that name a stage belong to it; the plant is the
-- whole school's and stands in each of its stages. Items without a stage belong to the stage of a school that has but
-- one; of any other school they are known for the school as a whole only (stage null). A stage that reports 0 pupils
-- is none.
{% set degrees = ['teachers_college', 'teachers_bachelor', 'teachers_master', 'teachers_doctor'] %}
{% set plant = ['teaching_area', 'indoor_sports_area', 'outdoor_sports_area', 'equipment_value', 'multimedia_rooms'] %}
{% set bands = [
    'classes_upto_25', 'classes_26_30', 'classes_31_35', 'classes_36_40', 'classes_41_45', 'classes_46_50',
    'classes_51_55', 'classes_56_60', 'classes_61_65', 'classes_66_up',
] %}
{% set without_stage = [
    'classes', 'teachers', 'teachers_backbone', 'teachers_pe', 'teachers_music', 'teachers_fine_art', 'teachers_arts',
    'teachers_pe_arts_visiting', 'migrant_pupils',
] + bands %}
with forms as (
    select
        *,
        teachers_pe_visiting + teachers_music_visiting + teachers_fine_art_visiting + teachers_arts_visiting
            as teachers_pe_arts_visiting
    from {{ ref('stg_school_form') }}
),

stages as (
    select
        forms.*,
        stages.*,
        case stages.stage_code when 'primary' then forms.pupils_primary when 'junior' then forms.pupils_junior end
            as stage_pupils
    from forms
    inner join {{ ref('int_schools') }} as schools using (county_code, school_year, school_code)
    inner join {{ ref('school_type_stages') }} as kinds on schools.school_type_code = kinds.school_type_code
    inner join {{ ref('stages') }} as stages on kinds.stage = stages.stage
),

counted as (
    select
        *,
        count(*) filter (where stage_pupils is distinct from 0) over (
            partition by county_code, school_year, school_code
        ) as stages_with_pupils
    from stages
),

by_stage as (
    select
        county_code,
        school_year,
        school_code,
        stage,
        case stage_code when 'primary' then catchment_pupils_primary when 'junior' then catchment_pupils_junior end
            as catchment_pupils,
        case when catchment_pupils is not null then stage_pupils end as catchment_base,
        {% for item in degrees %}
        case stage_code when 'primary' then {{ item }}_primary when 'junior' then {{ item }}_junior end as {{ item }},
        {% endfor %}
        {% for item in plant %}
        {{ item }},
        {% endfor %}
        {% for item in without_stage %}
        case when stages_with_pupils = 1 and coalesce(stage_pupils != 0, true) then {{ item }} end as {{ item }},
        {% endfor %}
        {% for item, column in [
            ('entered', 'graduates_entered'), ('transferred_in', 'graduates_transferred_in'),
            ('transferred_out', 'graduates_transferred_out'), ('died', 'graduates_died'), ('graduated', 'graduates'),
        ] %}
        case when is_followed_to_graduation then {{ column }} end as cohort_{{ item }},
        {% endfor %}
        stage_pupils as pupils,
        file_id
    from counted
    where is_judged
),

by_school as (
    select
        county_code,
        school_year,
        school_code,
        null::text as stage,
        {% for item in ['classes'] + bands %}
        case when stages_with_pupils > 1 then {{ item }} end as {{ item }},
        {% endfor %}
        file_id,
        teachers as teachers_full_time,
        teachers_certified,
        teachers_trained_360 as teachers_trained,
        public_funds_budget,
        public_funds_final,
        training_budget,
        music_rooms,
        music_rooms_96_up,
        music_rooms_73_96,
        music_rooms_61_73,
        {{ rest('music_rooms', ['music_rooms_96_up', 'music_rooms_73_96', 'music_rooms_61_73']) }}
            as music_rooms_below_61,
        art_rooms,
        art_rooms_90_up,
        art_rooms_67_90,
        art_rooms_61_67,
        {{ rest('art_rooms', ['art_rooms_90_up', 'art_rooms_67_90', 'art_rooms_61_67']) }}
            as art_rooms_below_61
    from counted
    qualify row_number() over (partition by county_code, school_year, school_code order by stage_order) = 1
)

select * from by_stage
union all by name
select * from by_school
