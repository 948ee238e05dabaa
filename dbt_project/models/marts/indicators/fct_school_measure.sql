with measures as (select * from {{ ref('int_measures') }} where school_code is not null),

hidden as (select * from {{ ref('int_hidden_measures') }}),

final as (
    select
        measures.county_code,
        measures.school_year,
        measures.school_code,
        measures.stage,
        measures.measure_code,
        case when hidden.measure_code is null then measures.value end as value,
        kinds.unit,
        measures.source_dataset,
        measures.file_id,
        measures.is_derived,
        hidden.measure_code is not null as is_suppressed
    from measures
    inner join {{ ref('measures') }} as kinds on measures.measure_code = kinds.measure_code
    left join hidden
        on
            measures.county_code = hidden.county_code
            and measures.school_year = hidden.school_year
            and measures.school_code = hidden.school_code
            and measures.measure_code = hidden.measure_code
)

select * from final
