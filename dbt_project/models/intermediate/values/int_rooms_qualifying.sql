-- Music and art rooms of a school that reach the area its ruleset asks (standard.md §2 G3, §7): counted one by one
-- where the list of rooms speaks, else by the area bands of the school's form. A room is open while its area is not
-- told, its band reaches the area only in part, or it would count by a relief that is not certain: while any is, the
-- count is not known and lies between `least` and `most`. Reliefs that ask when a room was built are not granted where
-- that is not told.
with parameters as (select * from {{ ref('int_ruleset_parameters') }}),

scope as (select * from {{ ref('int_ruleset_county_years') }}),

measures as (select * from {{ ref('int_measures') }} where school_code is not null),

bands as (select * from {{ ref('room_area_bands') }}),

listing_schools as (
    select distinct county_code, school_year, school_code
    from {{ ref('int_reported__special_rooms') }}
),

banding_schools as (
    select distinct measures.county_code, measures.school_year, measures.school_code, bands.room_kind
    from measures
    inner join bands on measures.measure_code = bands.measure_code
),

room_kinds as (
    select scope.*, kinds.*, parameters.value as required_area
    from scope
    inner join parameters on scope.ruleset_code = parameters.ruleset_code
    inner join {{ ref('room_kinds') }} as kinds on parameters.parameter_code = kinds.area_parameter
),

reliefs as (
    select distinct
        ruleset_code, county_code, school_year, school_code, indicator_code, value as area, built_by, is_certain
    from {{ ref('int_reliefs_applied') }}
    where effect = 'room_area'
),

-- every room of the list with the area it must have, and the least that might do; one that was set aside may be of any
-- kind and area
rooms as (
    select
        rooms_in_force.* replace (
            case when rooms_in_force.room_kind is not null then rooms_in_force.area end as area
        )
    from ({{ with_rows_set_aside('special_rooms') }}) as rooms_in_force
),

listed_rooms as (
    select
        room_kinds.ruleset_code,
        rooms.county_code,
        rooms.school_year,
        rooms.school_code,
        room_kinds.room_kind,
        rooms.file_id,
        rooms.row_number,
        rooms.area,
        true as is_listed,
        least(room_kinds.required_area, min(reliefs.area) filter (where reliefs.is_certain)) as asked_area,
        least(room_kinds.required_area, min(reliefs.area)) as least_area
    from rooms
    inner join room_kinds
        on
            rooms.county_code = room_kinds.county_code
            and rooms.school_year = room_kinds.school_year
            and coalesce(rooms.room_kind, room_kinds.room_kind) = room_kinds.room_kind
    left join reliefs
        on
            room_kinds.ruleset_code = reliefs.ruleset_code
            and rooms.county_code = reliefs.county_code
            and rooms.school_year = reliefs.school_year
            and rooms.school_code = reliefs.school_code
            and room_kinds.indicator_code = reliefs.indicator_code
            and (reliefs.built_by is null or rooms.built_year <= reliefs.built_by)
    group by
        room_kinds.ruleset_code, rooms.county_code, rooms.school_year, rooms.school_code,
        room_kinds.room_kind, rooms.file_id, rooms.row_number, rooms.area, room_kinds.required_area
),

listed as (
    select
        room_kinds.ruleset_code,
        schools.county_code,
        schools.school_year,
        schools.school_code,
        room_kinds.rooms_measure,
        1 as priority,
        -- not count_if: over no room at all that is null, and here no room is a zero
        count(*) filter (where {{ reaches('rooms.area', "'>='", 'rooms.asked_area') }}) as sure,
        count(*) filter (
            where
            rooms.is_listed
            and coalesce({{ reaches('rooms.area', "'>='", 'rooms.least_area') }}, true)
        ) as possible
    from listing_schools as schools
    inner join room_kinds using (county_code, school_year)
    left join listed_rooms as rooms using (ruleset_code, county_code, school_year, school_code, room_kind)
    group by
        room_kinds.ruleset_code, schools.county_code, schools.school_year, schools.school_code,
        room_kinds.rooms_measure
),

banded_schools as (
    select
        room_kinds.ruleset_code,
        schools.county_code,
        schools.school_year,
        schools.school_code,
        room_kinds.room_kind,
        room_kinds.rooms_measure,
        least(room_kinds.required_area, min(reliefs.area) filter (where reliefs.is_certain)) as asked_area,
        least(room_kinds.required_area, min(reliefs.area)) as least_area
    from banding_schools as schools
    inner join room_kinds using (county_code, school_year, room_kind)
    left join reliefs
        on
            room_kinds.ruleset_code = reliefs.ruleset_code
            and schools.county_code = reliefs.county_code
            and schools.school_year = reliefs.school_year
            and schools.school_code = reliefs.school_code
            and room_kinds.indicator_code = reliefs.indicator_code
            and reliefs.built_by is null
    group by
        room_kinds.ruleset_code, schools.county_code, schools.school_year, schools.school_code,
        room_kinds.room_kind, room_kinds.rooms_measure, room_kinds.required_area
),

banded as (
    select
        schools.ruleset_code,
        schools.county_code,
        schools.school_year,
        schools.school_code,
        schools.rooms_measure,
        2 as priority,
        coalesce(
            sum(measures.value) filter (where {{ reaches('bands.from_area', "'>='", 'schools.asked_area') }}), 0
        ) as sure,
        case when count(*) = count(measures.value) then sum(measures.value) end as possible
    from banded_schools as schools
    inner join bands
        on schools.room_kind = bands.room_kind and (bands.to_area is null or schools.least_area < bands.to_area)
    left join measures
        on
            schools.county_code = measures.county_code
            and schools.school_year = measures.school_year
            and schools.school_code = measures.school_code
            and bands.measure_code = measures.measure_code
    group by
        schools.ruleset_code, schools.county_code, schools.school_year, schools.school_code,
        schools.rooms_measure
),

counted as (
    select * from listed
    union all by name
    select * from banded
),

-- empty but in a what-if, where rooms that reach the area come
changes as (
    select county_code, school_year, school_code, measure_code as rooms_measure, delta
    from {{ ref('int_measure_changes') }}
    where stage is null
),

final as (
    select
        ruleset_code,
        county_code,
        school_year,
        school_code,
        cast(null as text) as stage,
        rooms_measure as measure_code,
        case when sure = possible then sure end + coalesce(delta, 0) as value,
        sure + coalesce(delta, 0) as least,
        possible + coalesce(delta, 0) as most
    from counted
    left join changes using (county_code, school_year, school_code, rooms_measure)
    qualify
        row_number() over (
            partition by ruleset_code, county_code, school_year, school_code, rooms_measure order by priority
        ) = 1
)

select * from final
