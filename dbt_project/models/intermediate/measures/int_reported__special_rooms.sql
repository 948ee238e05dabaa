-- Music and art rooms per school. Once a county-year has any such file in force, with headings only too, it speaks for
-- every school without a form of its own, also for the zero (datasets.md, special_rooms); with none in force nothing is
-- known. A room set aside is one of unknown kind and area: while there is one, the rooms of that kind are not counted.
with rooms as ({{ with_rows_set_aside('special_rooms') }}),

speaking_county_years as (
    select county_code, school_year, file_id
    from {{ ref('stg_ledger__speaking_county_years') }}
    where dataset = 'special_rooms' and speaks
),

schools as (select * from {{ ref('int_schools') }}),

forms as (select county_code, school_year, school_code from {{ ref('stg_school_form') }}),

final as (
    select
        schools.county_code,
        schools.school_year,
        schools.school_code,
        cast(null as text) as stage,
        coalesce(min(rooms.file_id), min(speaking_county_years.file_id)) as file_id,
        -- not count_if: over no room at all that is null, and here no room is a zero
        case
            when not coalesce(bool_or(rooms.is_set_aside and kinds.listed_measure = 'music_rooms'), false)
                then count(*) filter (where kinds.listed_measure = 'music_rooms')
        end as music_rooms,
        case
            when not coalesce(bool_or(rooms.is_set_aside and kinds.listed_measure = 'art_rooms'), false)
                then count(*) filter (where kinds.listed_measure = 'art_rooms')
        end as art_rooms
    from schools
    inner join speaking_county_years using (county_code, school_year)
    left join rooms using (county_code, school_year, school_code)
    left join {{ ref('room_kinds') }} as kinds
        on rooms.room_kind = kinds.room_kind or (rooms.is_set_aside and rooms.room_kind is null)
    left join forms using (county_code, school_year, school_code)
    where rooms.school_code is not null or forms.school_code is null
    group by schools.county_code, schools.school_year, schools.school_code
)

select * from final
