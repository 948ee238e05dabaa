-- Figures that belong to the county and not to a school: the first dataset that has one wins; one without a rank is
-- never used.
with reported as (
    select * from {{ ref('int_measures__reported') }} where school_code is null and priority is not null
),

final as (
    select
        county_code,
        school_year,
        cast(null as text) as school_code,
        stage,
        measure_code,
        arg_min(value, priority) as value,
        arg_min(source_dataset, priority) as source_dataset,
        arg_min(file_id, priority) as file_id
    from reported
    group by county_code, school_year, stage, measure_code
)

select * from final
