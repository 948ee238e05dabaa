-- Which measures of schools are not published (`sensitive_measures`, parameter `small_count` of the layer `privacy`): a
-- count above zero and below the limit, and whatever is computed from it. Where it is the only hidden one of its county
-- the county's sum less the other schools would tell it: the school with the next smaller count is hidden with it.
with counts as (
    select measures.county_code, measures.school_year, measures.school_code, measures.measure_code, measures.value
    from {{ ref('int_measures') }} as measures
    inner join {{ ref('sensitive_measures') }} as sensitive on measures.measure_code = sensitive.measure_code
    where measures.school_code is not null
),

limits as (
    select value as least from {{ ref('parameters') }} where layer = 'privacy' and parameter_code = 'small_count'
),

of_schools as (
    select
        counts.county_code,
        counts.school_year,
        counts.measure_code,
        counts.school_code,
        bool_or(counts.value > 0 and counts.value < limits.least) as is_small,
        max(counts.value) as largest
    from counts
    cross join limits
    group by counts.county_code, counts.school_year, counts.measure_code, counts.school_code
),

ranked as (
    select
        *,
        count(*) filter (where is_small) over (partition by county_code, school_year, measure_code) as small_ones,
        row_number() over (
            partition by county_code, school_year, measure_code order by is_small desc, largest asc, school_code asc
        ) as turn
    from of_schools
),

hidden as (
    select county_code, school_year, school_code, measure_code
    from ranked
    where is_small or (small_ones = 1 and turn = 2)
),

final as (
    select * from hidden
    union
    select hidden.county_code, hidden.school_year, hidden.school_code, formulas.measure_code
    from hidden
    inner join {{ ref('measure_formulas') }} as formulas on hidden.measure_code = formulas.component
)

select * from final
