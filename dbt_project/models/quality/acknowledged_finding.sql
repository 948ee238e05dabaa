-- What was found and a person of the county says is right all the same: it stands here instead of in `finding`.
with findings as (select * exclude (file_ids) rename (row_number as row) from {{ ref('int_findings') }}),

acknowledged as (select * from {{ ref('int_acknowledgements') }} where state = 'in_force'),

final as (
    select
        findings.*,
        acknowledged.reason,
        acknowledged.owner,
        acknowledged.last_day
    from findings
    inner join acknowledged using (county_code, finding_number)
)

select * from final
