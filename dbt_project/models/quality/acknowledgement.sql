-- Every row in which a county says that a finding is right, and whether it counts.
with acknowledgements as (select * from {{ ref('int_acknowledgements') }}),

final as (
    select county_code, finding_number, reason, owner, last_day, state, findings from acknowledgements
)

select * from final
