-- Disabled children of compulsory age on 1 September and where they are placed (standard.md §3 Q2); a child without a
-- birthday may be of age or not, and of one set aside nothing may be known: no count is known then. Beside it stand
-- those of whom it is (`_part` of `_part_base`) and how many there are of whom it is not (`_open`). Only the month of
-- a birthday is kept: for who was born in a September the birthday is still to come on its first day, but for those
-- born on that very day.
with rows_in_force as ({{ with_rows_set_aside('disability_register') }}),

ages as (select * from {{ ref('compulsory_ages') }}),

born as (
    select *, strptime(birth_month || '-01', '%Y-%m-%d') as month_began from rows_in_force
),

children as (
    select
        born.*,
        date_sub('year', last_day(born.month_began), {{ school_year_start('born.school_year') }})
        between ages.from_age and ages.to_age as is_of_age,
        placements.is_placed,
        placements.is_special_school
    from born
    cross join ages
    left join {{ ref('disability_placements') }} as placements on born.placement = placements.placement
),

counted as (
    select
        county_code,
        school_year,
        min(file_id) as file_id,
        count(*) filter (where is_of_age) as of_age,
        count(*) filter (where is_of_age is null) as age_unknown,
        count(*) filter (where is_of_age and is_placed) as placed,
        count(*) filter (where is_of_age and is_special_school) as special,
        count(*) filter (where is_of_age and is_placed is null) as placement_unknown,
        count(*) filter (where is_of_age and is_placed is not null) as placement_known
    from children
    group by county_code, school_year
),

final as (
    select
        county_code,
        school_year,
        cast(null as text) as school_code,
        cast(null as text) as stage,
        file_id,
        case when age_unknown = 0 then of_age end as disabled_of_age,
        case when age_unknown + placement_unknown = 0 then placed end as disabled_placed,
        case when age_unknown + placement_unknown = 0 then special end as disabled_special,
        placed as disabled_placed_part,
        placement_known as disabled_placed_part_base,
        age_unknown + placement_unknown as disabled_placed_open
    from counted
)

select * from final
