-- One number, one source (datasets.md): the first dataset that has the measure wins, school by school; one without a
-- rank is never used. Schools that the register in force does not name are left out here and listed as findings.
with reported as (
    select reported.*
    from {{ ref('int_measures__reported') }} as reported
    inner join {{ ref('int_schools') }} as schools using (county_code, school_year, school_code)
    where reported.priority is not null
),

final as (
    select
        county_code,
        school_year,
        school_code,
        stage,
        measure_code,
        arg_min(value, priority) as value,
        arg_min(source_dataset, priority) as source_dataset,
        arg_min(file_id, priority) as file_id
    from reported
    group by county_code, school_year, school_code, stage, measure_code
)

select * from final
