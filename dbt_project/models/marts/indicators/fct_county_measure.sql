with whole as (select * from {{ ref('int_measures') }} where school_code is null),

parts as (select * from {{ ref('int_detail_measures') }} where value is not null),

measures as (
    select county_code, school_year, stage, null::text as dimension, measure_code, value, source_dataset, file_id
    from whole
    union all
    select county_code, school_year, stage, dimension, measure_code, value, source_dataset, file_id
    from parts
),

final as (
    select
        measures.county_code,
        measures.school_year,
        measures.stage,
        measures.dimension,
        measures.measure_code,
        measures.value,
        kinds.unit,
        measures.source_dataset,
        measures.file_id
    from measures
    inner join {{ ref('measures') }} as kinds on measures.measure_code = kinds.measure_code
)

select * from final
