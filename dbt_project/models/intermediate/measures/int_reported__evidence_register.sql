-- The evidence on counties and schools as measures, one column name per indicator; 待核 is no figure.
with verdicts as (select * from {{ ref('int_evidence_verdicts') }}),

final as (
    select
        county_code,
        school_year,
        case when grain = 'school' then subject_code end as school_code,
        cast(null as text) as stage,
        file_id,
        indicator_code as column_name,
        value
    from verdicts
    where value is not null and (grain = 'school' or (grain = 'county' and subject_code = county_code))
)

select * from final
