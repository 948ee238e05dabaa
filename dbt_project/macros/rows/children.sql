{#
  The children of the disability register in force, whether each is of compulsory age on 1 September, and where placed.
  Only the month of a birthday is kept: for who was born in a September the birthday is still to come on its first day,
  but for those born on that very day.
#}
{% macro children() -%}
    select
        born.*,
        date_sub('year', last_day(born.month_began), {{ school_year_start('born.school_year') }})
        between ages.from_age and ages.to_age as is_of_age,
        placements.is_placed,
        placements.is_special_school
    from (
        select *, strptime(birth_month || '-01', '%Y-%m-%d') as month_began
        from ({{ with_rows_set_aside('disability_register') }})
    ) as born
    cross join {{ ref('compulsory_ages') }} as ages
    left join {{ ref('disability_placements') }} as placements on born.placement = placements.placement
{%- endmacro %}

{# Which of them each figure of the register counts. #}
{% macro children_counted() -%}
{{ return({
    'disabled_of_age': 'is_of_age',
    'disabled_placed': 'is_of_age and is_placed',
    'disabled_special': 'is_of_age and is_special_school',
    'disabled_placed_part': 'is_of_age and is_placed',
    'disabled_placed_part_base': 'is_of_age and is_placed is not null',
    'disabled_placed_open': 'is_of_age is null or is_of_age and is_placed is null',
}) }}
{%- endmacro %}
