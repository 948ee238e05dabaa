-- What was found and a person of the county says is right all the same: it stands here instead of in `finding`.
with findings as (select * from {{ ref('int_findings') }}),

acknowledged as (select * from {{ ref('int_acknowledgements') }} where state = 'in_force'),

final as (
    select
        findings.finding_id,
        findings.run_id,
        findings.file_id,
        findings.dataset,
        findings.sheet,
        findings.row_number as row,
        findings.column_name,
        findings.rule,
        findings.severity,
        findings.found,
        findings.expected,
        findings.message,
        findings.remedy,
        findings.county_code,
        findings.school_year,
        findings.path,
        findings.finding_number,
        findings.origin,
        acknowledged.reason,
        acknowledged.owner,
        acknowledged.last_day
    from findings
    inner join acknowledged using (county_code, finding_number)
)

select * from final
