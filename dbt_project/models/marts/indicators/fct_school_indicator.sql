-- Every verdict of every school; of one that rests on a count that is not published no figure is published.
with verdicts as (select * from {{ ref('int_school_verdicts') }}),

hidden as (
    select distinct measures.county_code, measures.school_year, measures.school_code, bridge.indicator_code
    from {{ ref('int_hidden_measures') }} as measures
    inner join {{ ref('bridge_indicator_measure') }} as bridge on measures.measure_code = bridge.measure_code
),

marked as (
    select verdicts.*, hidden.indicator_code is not null as is_suppressed
    from verdicts
    left join hidden using (county_code, school_year, school_code, indicator_code)
),

final as (
    select
        county_code::text as county_code,
        school_year::integer as school_year,
        ruleset_code::text as ruleset_code,
        school_code::text as school_code,
        stage::text as stage,
        indicator_code::text as indicator_code,
        {% for column in ['numerator', 'denominator', 'value'] %}
        (case when not is_suppressed then {{ column }} end)::double as {{ column }},
        {% endfor %}
        (case when not is_suppressed then printed_value end)::text as printed_value,
        comparison::text as comparison,
        threshold::double as threshold,
        floor::double as floor,
        status::text as status,
        (case when not is_suppressed then shortfall end)::double as shortfall,
        (case when not is_suppressed then {{ printed_up('shortfall', 'shortfall_unit') }} end)::text
            as printed_shortfall,
        (case when not is_suppressed then actual end)::double as actual,
        shortfall_unit::text as shortfall_unit,
        flips_on_rounding::boolean as flips_on_rounding,
        is_suppressed::boolean as is_suppressed
    from marked
)

select * from final
