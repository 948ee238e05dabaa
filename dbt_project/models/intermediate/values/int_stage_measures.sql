-- Measures of a school stage with the shared plant of a campus split; `share` is 1 for what is never split.
with measures as (
    select * from {{ ref('int_measures') }} where school_code is not null and stage is not null
),

final as (
    select
        measures.county_code,
        measures.school_year,
        measures.school_code,
        measures.stage,
        measures.measure_code,
        measures.value as campus_value,
        case when kinds.is_plant then shares.share else 1 end as share,
        measures.value * case when kinds.is_plant then shares.share else 1 end as value
    from measures
    inner join {{ ref('measures') }} as kinds on measures.measure_code = kinds.measure_code
    left join {{ ref('int_split_shares') }} as shares using (county_code, school_year, school_code, stage)
)

select * from final
