-- The evidence on counties and schools as measures, one column name per indicator; 待核 is no figure.
with verdicts as (select * from {{ ref('int_evidence_verdicts') }}),

final as (
    select
        county_code,
        school_year,
        case when subject_type = '校' then subject_code end as school_code,
        cast(null as text) as stage,
        file_id,
        indicator_code as column_name,
        value
    from verdicts
    where value is not null and (subject_type = '校' or (subject_type = '县' and subject_code = county_code))
)

select * from final
