with measures as (select * from {{ ref('int_measures') }} where school_code is not null),

final as (
    select
        measures.county_code,
        measures.school_year,
        measures.school_code,
        measures.stage,
        measures.measure_code,
        measures.value,
        kinds.unit,
        measures.source_dataset,
        measures.file_id,
        measures.is_derived
    from measures
    inner join {{ ref('measures') }} as kinds on measures.measure_code = kinds.measure_code
)

select * from final
