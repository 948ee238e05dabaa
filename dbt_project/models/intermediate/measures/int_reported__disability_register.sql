-- Disabled children of compulsory age on 1 September and where they are placed (standard.md §3 Q2); a child without a
-- birthday may be of age or not, and of one set aside nothing may be known: no count is known then. Beside it stand
-- those of whom it is (`_part` of `_part_base`) and how many there are of whom it is not (`_open`).
with children as ({{ children() }}),

counted as (
    select
        county_code,
        school_year,
        min(file_id) as file_id,
        {% for column, condition in children_counted().items() %}
        count(*) filter (where {{ condition }}) as {{ column }},
        {% endfor %}
        count(*) filter (where is_of_age is null) as age_unknown,
        count(*) filter (where is_of_age and is_placed is null) as placement_unknown
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
        case when age_unknown = 0 then disabled_of_age end as disabled_of_age,
        case when age_unknown + placement_unknown = 0 then disabled_placed end as disabled_placed,
        case when age_unknown + placement_unknown = 0 then disabled_special end as disabled_special,
        disabled_placed_part,
        disabled_placed_part_base,
        disabled_placed_open
    from counted
)

select * from final
