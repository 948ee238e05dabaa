-- Which files a finding concerns: one that compares two concerns both.
with findings as (
    select distinct finding_id, county_code, unnest(file_ids) as file_id from {{ ref('int_findings') }}
),

final as (
    select finding_id, file_id, county_code from findings where file_id is not null
)

select * from final
