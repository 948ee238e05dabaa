-- What was found and nobody has acknowledged.
with findings as (select * exclude (file_ids) rename (row_number as row) from {{ ref('int_findings') }}),

acknowledged as (select * from {{ ref('int_acknowledgements') }} where state = 'in_force'),

final as (
    select findings.*
    from findings
    anti join acknowledged using (county_code, finding_number)
)

select * from final
