-- Measures whose meaning depends on the ruleset: rooms that reach the area, rooms needed, classes over the limit,
-- public funds due. A count is unknown while a blank could change it.
with parameters as (select * from {{ ref('int_ruleset_parameters') }}),

scope as (select * from {{ ref('int_ruleset_county_years') }}),

facts as (select * from {{ ref('int_school_facts') }}),

schools as (
    select scope.ruleset_code, facts.*
    from facts
    inner join scope using (county_code, school_year)
),

room_kinds as (
    select parameters.ruleset_code, kinds.*, parameters.value as required_area
    from {{ ref('room_kinds') }} as kinds
    inner join parameters on kinds.area_parameter = parameters.parameter_code
),

room_reliefs as (
    select distinct
        ruleset_code, county_code, school_year, school_code, indicator_code, value as relieved_area, built_by
    from {{ ref('int_reliefs_applied') }}
    where effect = 'room_area'
),

rooms as (
    select
        room_kinds.ruleset_code,
        rooms.county_code,
        rooms.school_year,
        rooms.school_code,
        rooms.room_number,
        room_kinds.rooms_measure,
        rooms.area,
        room_kinds.required_area as standard_area,
        min(room_reliefs.relieved_area) as relieved_area
    from {{ ref('stg_special_rooms') }} as rooms
    inner join room_kinds on rooms.room_kind = room_kinds.room_kind
    left join room_reliefs
        on
            room_kinds.ruleset_code = room_reliefs.ruleset_code
            and rooms.county_code = room_reliefs.county_code
            and rooms.school_year = room_reliefs.school_year
            and rooms.school_code = room_reliefs.school_code
            and room_kinds.indicator_code = room_reliefs.indicator_code
            and (room_reliefs.built_by is null or rooms.built_year <= room_reliefs.built_by)
    group by all
),

room_counts as (
    select
        ruleset_code,
        county_code,
        school_year,
        school_code,
        rooms_measure,
        count_if({{ reaches('area', "'>='", 'least(standard_area, relieved_area)') }}) as qualifying,
        count_if(area is null) as unknown
    from rooms
    group by all
),

reported_rooms as (
    select distinct county_code, school_year, school_code
    from {{ ref('int_reported__special_rooms') }}
),

rooms_qualifying as (
    select
        schools.ruleset_code,
        schools.county_code,
        schools.school_year,
        schools.school_code,
        cast(null as text) as stage,
        room_kinds.rooms_measure as measure_code,
        case when coalesce(room_counts.unknown, 0) = 0 then coalesce(room_counts.qualifying, 0) end as value
    from schools
    inner join reported_rooms using (county_code, school_year, school_code)
    inner join room_kinds on schools.ruleset_code = room_kinds.ruleset_code
    left join room_counts
        on
            schools.ruleset_code = room_counts.ruleset_code
            and schools.county_code = room_counts.county_code
            and schools.school_year = room_counts.school_year
            and schools.school_code = room_counts.school_code
            and room_kinds.rooms_measure = room_counts.rooms_measure
),

rooms_needed as (
    select
        schools.ruleset_code,
        schools.county_code,
        schools.school_year,
        schools.school_code,
        cast(null as text) as stage,
        room_kinds.needed_measure as measure_code,
        ceil(classes.value / per_room.value) as value
    from schools
    inner join {{ ref('int_school_level_measures') }} as classes
        on
            schools.county_code = classes.county_code
            and schools.school_year = classes.school_year
            and schools.school_code = classes.school_code
            and classes.measure_code = 'classes'
            and classes.stage is null
    inner join room_kinds on schools.ruleset_code = room_kinds.ruleset_code
    inner join parameters as per_room
        on schools.ruleset_code = per_room.ruleset_code and per_room.parameter_code = 'classes_per_room'
),

classes_over_limit as (
    select
        scope.ruleset_code,
        classes.county_code,
        classes.school_year,
        classes.school_code,
        classes.stage,
        'classes_over_limit' as measure_code,
        case
            when count_if(classes.pupils > limits.value) > 0 or count(*) = count(classes.pupils)
                then count_if(classes.pupils > limits.value)
        end as value
    from {{ ref('stg_class_roster') }} as classes
    inner join scope using (county_code, school_year)
    inner join parameters as limits
        on
            scope.ruleset_code = limits.ruleset_code
            and limits.parameter_code = 'class_size_limit'
            and classes.stage = limits.stage
    group by all
),

-- Σ over stages 定额 × pupils × max(1, 100 / n), n = primary + junior pupils (standard.md §2 G6)
stages_due as (
    select
        schools.ruleset_code,
        schools.county_code,
        schools.school_year,
        schools.school_code,
        quotas.value
        * stages.pupils
        * greatest(1, small.value / nullif(schools.compulsory_pupils, 0)) as due
    from schools
    inner join {{ ref('int_school_stages') }} as stages using (county_code, school_year, school_code)
    inner join parameters as small
        on schools.ruleset_code = small.ruleset_code and small.parameter_code = 'small_school_pupils'
    left join {{ ref('int_county_measures') }} as quotas
        on
            stages.county_code = quotas.county_code
            and stages.school_year = quotas.school_year
            and stages.stage = quotas.stage
            and quotas.measure_code = 'public_funds_quota'
    where stages.is_compulsory and coalesce(stages.pupils, 1) > 0
),

public_funds_due as (
    select
        ruleset_code,
        county_code,
        school_year,
        school_code,
        cast(null as text) as stage,
        'public_funds_due' as measure_code,
        case when count(*) = count(due) then sum(due) end as value
    from stages_due
    group by all
)

select * from rooms_qualifying
union all
select * from rooms_needed
union all
select * from classes_over_limit
union all
select * from public_funds_due
