-- From which measures an indicator is computed, so that every verdict leads to the figures behind it and they to their
-- files: the measures that its row, its readings and its reliefs name, and what those are made of in turn.
with recursive named as (
    {% for role in ['numerator', 'denominator', 'school_flag', 'size'] %}
    select indicator_code, null::text as dimension, '{{ role }}' as role, {{ role }}_measure as measure_code
    from {{ ref('indicators') }}
    union all
    {% endfor %}
    {% for role in ['numerator', 'denominator'] %}
    select indicator_code, dimension, '{{ role }}' as role, {{ role }}_measure as measure_code
    from {{ ref('readings') }}
    union all
    {% endfor %}
    select indicator_code, null::text as dimension, 'numerator' as role, measure_code
    from {{ ref('reliefs') }}
),

made_of as (
    select measure_code, component as part from {{ ref('measure_formulas') }}
    union all
    select measure_code, part_measure as part from {{ ref('known_parts') }}
    union all
    select measure_code, base_measure as part from {{ ref('known_parts') }} where base_measure is not null
    union all
    select measure_code, input_measure as part from {{ ref('measure_inputs') }}
),

-- a union without duplicates, so that it ends
reads as (
    select indicator_code, dimension, role, measure_code from named where measure_code is not null
    union
    select reads.indicator_code, reads.dimension, reads.role, made_of.part as measure_code
    from reads
    inner join made_of on reads.measure_code = made_of.measure_code
),

final as (
    select
        indicator_code::text as indicator_code,
        dimension::text as dimension,
        role::text as role,
        measure_code::text as measure_code
    from reads
)

select * from final
